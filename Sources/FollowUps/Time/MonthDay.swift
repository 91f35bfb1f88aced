/// A day of every year, written `10-01` for 1 October.
public struct MonthDay: Hashable, Sendable, CustomStringConvertible {
    public let month: Int
    public let day: Int

    public static let grammar = "a month and a day of every year, such as \"10-01\" for 1 October"

    public init?(_ text: some StringProtocol) {
        guard let day = Day("2027-\(text)") else { return nil }
        (_, month, self.day) = day.components
    }

    public var description: String { String(Day(year: 2027, month: month, day: day)?.description.suffix(5) ?? "") }
}
