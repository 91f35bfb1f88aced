/// Names one version of a catalogue, as what was opened by it says: `meldcode-2019 2026-11`.
public struct CatalogueVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let id: CatalogueID
    public let version: String

    public init(_ id: CatalogueID, version: String) {
        self.id = id
        self.version = version
    }

    /// Nil for a text that is none.
    public init?(_ text: String) {
        let parts = text.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        self.init(CatalogueID(String(parts[0])), version: String(parts[1]))
    }

    public var description: String { "\(id) \(version)" }

    public static func < (one: Self, other: Self) -> Bool { (one.id, one.version) < (other.id, other.version) }
}
