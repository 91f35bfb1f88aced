extension Policy {
    /// When opened, −2sd, 0 and +2sd to the owner; +5sd also directie, +10sd also bestuur; again after 5sd and then every 10sd, on school days.
    public static let normal = Policy(
        steps: steps("open owner", "-2sd owner", "0 owner", "+2sd owner", "+5sd owner directie", "+10sd owner bestuur"),
        repeat: [Term(5, .schoolDays), Term(10, .schoolDays)], window: window("school 08:00-17:00"))

    /// When opened, 0 and +1d to the owner; +2d also directie, +4d also bestuur; again every day, holidays included.
    public static let urgent = Policy(
        steps: steps("open owner", "0 owner", "+1d owner", "+2d owner directie", "+4d owner bestuur"),
        repeat: [Term(1, .days)], window: window("daily 07:00-21:00"))

    /// At once to the owner, and again when due if that is later; +2h also directie, +4h also bestuur; again to all of these every four hours, day and
    /// night, and from a day after it was due once a day: who gets six mails a night learns to look at none.
    public static let acute = Policy(
        steps: steps("0 owner", "+2h owner directie", "+4h owner bestuur"),
        repeat: Array(repeating: Term(4, .hours), count: 5) + [Term(1, .days)], window: .always, repeatsTo: .everybody)

    /// For what may be small: when opened, 0 and +5sd to the owner; +10sd also directie; again every 10sd, on school days, and never to the board.
    public static let quiet = Policy(
        steps: steps("open owner", "0 owner", "+5sd owner", "+10sd owner directie"), repeat: [Term(10, .schoolDays)],
        window: window("school 08:00-17:00"))

    /// For what a school does every year: nothing when opened; −4w, −1w and 0 to the owner; +2w also directie, +8w also bestuur; again every 4w.
    public static let yearly = Policy(
        steps: steps("-4w owner", "-1w owner", "0 owner", "+2w owner directie", "+8w owner bestuur"), repeat: [Term(4, .weeks)],
        window: window("school 08:00-17:00"))

    /// For a training that expires: nothing when opened; −8w, when there is still time to find one, −4w, −2w and 0 to the owner; +2w also directie;
    /// again every 4w.
    public static let training = Policy(
        steps: steps("-8w owner", "-4w owner", "-2w owner", "0 owner", "+2w owner directie"), repeat: [Term(4, .weeks)],
        window: window("school 08:00-17:00"))

    private static func steps(_ texts: String...) -> [Step] { texts.compactMap { Step($0) } }
    private static func window(_ text: String) -> Window { Window(text) ?? .always }
}
