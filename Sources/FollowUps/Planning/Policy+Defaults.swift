extension Policy {
    public static let normal = Policy(
        steps: steps("open owner", "-2sd owner", "0 owner", "+2sd owner", "+5sd owner directie", "+10sd owner bestuur"),
        repeat: [Term(5, .schoolDays), Term(10, .schoolDays)], window: window("school 08:00-17:00"))

    public static let urgent = Policy(
        steps: steps("open owner", "0 owner", "+1d owner", "+2d owner directie", "+4d owner bestuur"),
        repeat: [Term(1, .days)], window: window("daily 07:00-21:00"))

    /// Repeats every four hours for a day, then daily: people who get six mails a night learn to look at none.
    public static let acute = Policy(
        steps: steps("0 owner", "+2h owner directie", "+4h owner bestuur"),
        repeat: Array(repeating: Term(4, .hours), count: 5) + [Term(1, .days)], window: .always, repeatsTo: .everybody)

    /// For small matters: it never reaches the board.
    public static let quiet = Policy(
        steps: steps("open owner", "0 owner", "+5sd owner", "+10sd owner directie"), repeat: [Term(10, .schoolDays)],
        window: window("school 08:00-17:00"))

    /// For what a school does every year: nothing goes when it is opened.
    public static let yearly = Policy(
        steps: steps("-4w owner", "-1w owner", "0 owner", "+2w owner directie", "+8w owner bestuur"), repeat: [Term(4, .weeks)],
        window: window("school 08:00-17:00"))

    /// For a training that expires: eight weeks before, there is still time to find one.
    public static let training = Policy(
        steps: steps("-8w owner", "-4w owner", "-2w owner", "0 owner", "+2w owner directie"), repeat: [Term(4, .weeks)],
        window: window("school 08:00-17:00"))

    private static func steps(_ texts: String...) -> [Step] { texts.compactMap { Step($0) } }
    private static func window(_ text: String) -> Window { Window(text) ?? .always }
}
