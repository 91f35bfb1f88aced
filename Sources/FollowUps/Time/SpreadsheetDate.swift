/// A day as a spreadsheet's cell holds it: `2027-03-01`, or the Dutch way, day first (`1-3-2027`, `01/03/2027`,
/// `1.3.2027`). A time may follow after a blank or a `T`. Midnight says nothing: spreadsheets put it behind a day.
public enum SpreadsheetDate: Hashable, Sendable {
    case day(Day)
    case moment(Day, TimeOfDay)

    public static let grammar = "a day such as 2027-03-01 or 1-3-2027"

    /// Why a text that is meant as a date is none. In a message it follows the text itself.
    public struct Objection: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
    }

    public var day: Day {
        switch self {
        case .day(let day), .moment(let day, _): day
        }
    }

    /// Nil for what is not meant as a date. Three numbers with the year last are read day first. Where the second
    /// cannot be a month this throws, because the other reading would be a guess.
    public init?(_ text: String) throws(Objection) {
        if let number = Int(text), Self.serials.contains(number) {
            let day = Day(number: number - Self.serialOfEpoch)
            throw Objection(description: "is the number that a spreadsheet keeps for \(day); give the column the format of a date, or write that")
        }
        let parts = text.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "T" || $0 == "\u{A0}" })
        guard let date = parts.first, let day = try Self.day(date) else { return nil }
        guard parts.count == 2 else {
            // A T or a blank with nothing behind it.
            if text.count > date.count { return nil }
            self = .day(day)
            return
        }
        guard let time = Self.time(parts[1].drop { $0 == " " }) else { return nil }
        self = time == .midnight ? .day(day) : .moment(day, time)
    }

    /// What Excel counts as 1970-01-01, and as the days from 2000 through 2099.
    private static let serialOfEpoch = 25_569
    private static let serials = 36_526...73_050

    private static func day(_ text: Substring) throws(Objection) -> Day? {
        guard let separator = text.first(where: { "-/.".contains($0) }) else { return nil }
        let parts = text.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts.allSatisfy({ (1...4).contains($0.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }) else { return nil }
        let numbers = parts.compactMap { Int($0) }
        if parts[0].count == 4, parts[1].count <= 2, parts[2].count <= 2 { return try day(numbers[0], numbers[1], numbers[2], isDayFirst: false) }
        guard parts[0].count <= 2, parts[1].count <= 2 else { return nil }
        guard parts[2].count == 4 else {
            if parts[2].count != 2 { return nil }
            throw Objection(description: "has a year of two digits; write all four, such as \(numbers[0])-\(numbers[1])-20\(parts[2])")
        }
        return try day(numbers[2], numbers[1], numbers[0], isDayFirst: true)
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int, isDayFirst: Bool) throws(Objection) -> Day {
        if let found = Day(year: year, month: month, day: day) { return found }
        let order = isDayFirst ? "day, month, year" : "year, month, day"
        if (1...12).contains(month) { throw Objection(description: "is no day that there is (\(order)); write the right one, such as 2027-03-01") }
        let turned = Day(year: year, month: day, day: month)
        let example = turned.map { "if you mean \($0), write that" } ?? "write the year first, such as 2027-03-01"
        throw Objection(description: "is read as \(order), and there is no month \(month); \(example)")
    }

    /// `0:00`, `09:30`, `09:30:00` or `09:30:00.000`.
    private static func time(_ text: Substring) -> TimeOfDay? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), (1...2).contains(parts[0].count), parts[1].count == 2,
            parts[0...1].allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts.count == 2 || (parts[2].hasPrefix("00") && parts[2].allSatisfy { "0.".contains($0) })
        else { return nil }
        return Int(parts[0]).flatMap { hour in Int(parts[1]).flatMap { TimeOfDay(hour: hour, minute: $0) } }
    }
}

extension DateExpression {
    public init?(cell: String) throws(SpreadsheetDate.Objection) {
        switch try SpreadsheetDate(cell) {
        case .day(let day)?: self = .day(day)
        case .moment(let day, let time)?: self = .moment(day, time)
        case nil: self.init(cell)
        }
    }
}
