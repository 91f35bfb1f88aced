/// The protocol as the program uses it: kinds of follow-up, and the roles that own them.
public struct Catalogue: Sendable, Equatable {
    public let head: Head
    /// In the order of the file, as are the roles and protections.
    public let kinds: [Kind]
    public let roles: [Role]
    public let caseKinds: CaseKinds
    public let protections: [Protection]
    public let contacts: [Contact]
    public let sources: [Source]
    public let words: SectorWords
    /// From where cases may be moved here.
    public let moves: [CatalogueMove]
    /// What a case goes through, in order; empty when the catalogue names no steps.
    public let steps: [ProtocolStep]
    /// What must always hold, in the order of the file.
    public let rules: [ProtocolRule]
    /// Opened in a silent case: the kind that `[case]` names, or the built-in one. Nil only without any role to have it.
    public let alarm: Kind?
    public let exclusions: [KindID: Set<RoleID>]
    public let kindsThatDoNotCount: Set<KindID>

    /// Of all moves.
    let becomes: [KindID: KindID]
    private let kindsByID: [KindID: Kind]
    private let rolesByID: [RoleID: Role]

    /// The first of two with the same id counts. `problems` reports the second.
    public init(
        kinds: [Kind], roles: [Role], caseKinds: CaseKinds = CaseKinds(), protections: [Protection] = [], contacts: [Contact] = [],
        steps: [ProtocolStep] = [], rules: [ProtocolRule] = [], sources: [Source] = [], head: Head = Head(id: "meldcode"),
        moves: [CatalogueMove] = [], words: SectorWords = SectorWords()
    ) {
        self.moves = moves
        self.words = words
        becomes = moves.reduce(into: [:]) { $0.merge($1.becomes) { first, _ in first } }
        self.head = head
        self.kinds = kinds
        self.roles = roles
        self.caseKinds = caseKinds
        self.protections = protections
        self.contacts = contacts
        self.sources = sources
        self.steps = steps
        self.rules = rules
        exclusions = Dictionary(
            kinds.filter { !$0.excludes.isEmpty }.map { ($0.id, Set($0.excludes)) }, uniquingKeysWith: { first, _ in first })
        kindsByID = Dictionary(kinds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        rolesByID = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        alarm = caseKinds.alarm.flatMap { [kindsByID] in kindsByID[$0] } ?? (caseKinds.owner ?? roles.first?.id).map(Kind.silentCase)
        kindsThatDoNotCount = Set(kinds.filter { !$0.countsForCase }.map(\.id)).union(alarm.map { [$0.id] } ?? [])
    }

    public func kind(_ id: KindID) -> Kind? { kindsByID[id] ?? (alarm?.id == id ? alarm : nil) }
    public func role(_ id: RoleID) -> Role? { rolesByID[id] }

    /// What comes round at a place: of the board, or of each school.
    public func kinds(at place: SchoolID) -> [Kind] { kinds.filter { ($0.scope == .board) == place.isBoard } }

    public var fallbacks: [RoleID: RoleID] { rolesByID.compactMapValues(\.fallback) }

    /// The kind with exactly this id, otherwise all whose ids start with the text.
    public func kinds(startingWith text: String) -> [Kind] {
        if let exact = kindsByID[KindID(text)] { return [exact] }
        return kinds.filter { $0.id.rawValue.hasPrefix(text) }
    }
}
