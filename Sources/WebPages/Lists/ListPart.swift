/// A part of a long list.
public struct ListPart<Row: Sendable>: Sendable {
    public let rows: [Row]
    /// Where the next part begins, as it stands in an address; nil when there is none.
    public let next: String?

    public init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }

    /// - Parameters:
    ///   - found: one row more than is shown, if there is.
    ///   - place: where the part behind a row begins.
    public init(_ found: [Row], showing count: Int = ListPart.length, next place: (Row) -> String) {
        rows = Array(found.prefix(count))
        next = found.count > count ? rows.last.map(place) : nil
    }

    /// As many as can be looked through at once.
    public static var length: Int { 25 }
}
