/// A part of a long list.
public struct ListPage<Row: Hashable & Sendable>: Hashable, Sendable {
    public let rows: [Row]
    /// Where the next part begins, as it stands in an address; nil when there is none.
    public let next: String?

    public init(rows: [Row], next: String? = nil) {
        self.rows = rows
        self.next = next
    }

    /// As many as can be looked through at once.
    public static var length: Int { 25 }
}
