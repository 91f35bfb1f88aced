import FollowUps

public struct ListPart<Row: Sendable>: Sendable {
    public let rows: [Row]
    /// The cursor of the next part, as it stands in a URL; nil when this is the last.
    public let next: String?

    public init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }

    /// - Parameter found: up to one row more than `count`, which shows that there is a next part.
    public init(_ found: [Row], showing count: Int = ListPart.length, next place: (Row) -> String) {
        rows = Array(found.prefix(count))
        next = found.count > count ? rows.last.map(place) : nil
    }

    public static var length: Int { 25 }
}

/// A page of a list, with numbers for the others.
public struct NumberedPart<Row: Sendable>: Sendable {
    public let rows: [Row]
    /// From 1 on.
    public let number: Int
    /// How many rows there are in all.
    public let total: Int

    public init(rows: [Row], number: Int, total: Int) {
        self.rows = rows
        self.number = number
        self.total = total
    }

    public static var length: Int { 25 }

    /// At least 1.
    public var count: Int { max(1, (min(total, FollowUpSearch.mostCounted) + Self.length - 1) / Self.length) }

    /// The places in the list of what stands on a page; of one that no list can have, those of the first.
    public static func places(on number: Int) -> Range<Int> {
        let start = (1...1_000_000).contains(number) ? (number - 1) * length : 0
        return start..<start + length
    }

    func map<Other>(_ change: (Row) -> Other) -> NumberedPart<Other> { .init(rows: rows.map(change), number: number, total: total) }
}
