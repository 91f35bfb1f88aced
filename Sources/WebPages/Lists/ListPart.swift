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
