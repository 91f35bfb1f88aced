extension Policy {
    /// When opened, −2sd, 0 and +2sd to the owner; +5sd also directie, +10sd also bestuur; again after 5sd and then every 10sd, on school days.
    public static let normal = Policy(
        steps: steps("open owner", "-2sd owner", "0 owner", "+2sd owner", "+5sd owner directie", "+10sd owner bestuur"),
        repeat: [Term(5, .schoolDays), Term(10, .schoolDays)], window: window("school 08:00-17:00"))

    /// When opened, 0 and +1d to the owner; +2d also directie, +4d also bestuur; again every day, holidays included.
    public static let urgent = Policy(
        steps: steps("open owner", "0 owner", "+1d owner", "+2d owner directie", "+4d owner bestuur"),
        repeat: [Term(1, .days)], window: window("daily 07:00-21:00"))

    /// At once to the owner, and again when due if that is later; +2h also directie, +4h also bestuur; again every four hours, day and night.
    public static let acute = Policy(
        steps: steps("0 owner", "+2h owner directie", "+4h owner bestuur"),
        repeat: [Term(4, .hours)], window: .always)

    private static func steps(_ texts: String...) -> [Step] { texts.compactMap { Step($0) } }
    private static func window(_ text: String) -> Window { Window(text) ?? .always }
}
