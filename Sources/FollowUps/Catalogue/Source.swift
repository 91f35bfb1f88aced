/// A law, a handbook or an agreement on which kinds are based.
public struct Source: Hashable, Sendable {
    public let id: SourceID
    public let title: LocalizedText
    public let page: WebURL?
    /// The day on which somebody last read it beside the catalogue; nil when nobody has.
    public let checked: Day?

    public init(id: SourceID, title: LocalizedText, page: WebURL? = nil, checked: Day? = nil) {
        self.id = id
        self.title = title
        self.page = page
        self.checked = checked
    }
}

extension Catalogue {
    /// Which catalogue it is, and which version of it.
    public struct Head: Hashable, Sendable {
        public let id: CatalogueID
        public let version: String
        public let title: LocalizedText?

        public init(id: CatalogueID, version: String = "1", title: LocalizedText? = nil) {
            self.id = id
            self.version = version
            self.title = title
        }
    }

    /// What a kind is based on, in its order.
    public func sources(of kind: Kind) -> [Source] { kind.basedOn.compactMap { id in sources.first { $0.id == id } } }

    var sourceProblems: [Problem] {
        twice(sources.map(\.id), named: "source")
            + kinds.flatMap { kind in
                kind.basedOn.filter { id in !sources.contains { $0.id == id } }.map { id in
                    Problem(key: "kind \(kind.id), based_on", message: "there is no source \"\(id)\"; check the spelling or add a [[source]] for it")
                }
            }
    }
}
