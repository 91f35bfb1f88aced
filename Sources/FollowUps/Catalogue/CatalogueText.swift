/// The text of a catalogue as it was read, for the database to keep: a case goes on by the version that it began with.
public struct CatalogueText: Hashable, Sendable {
    public let head: Catalogue.Head
    public let text: String
    /// Changes with any byte of the text.
    public let fingerprint: String

    public init(head: Catalogue.Head, text: String, fingerprint: String) {
        self.head = head
        self.text = text
        self.fingerprint = fingerprint
    }

    public var version: CatalogueVersion { CatalogueVersion(head.id, version: head.version) }
}
