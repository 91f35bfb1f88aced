/// The protocol in the form that the product works with: every kind of follow-up, and the roles that own them.
public struct Catalogue: Sendable, Equatable {
    /// In the order of the file.
    public let kinds: [Kind]
    public let roles: [Role]
    /// The kinds that the life of a case itself asks for.
    public let caseKinds: CaseKinds
    /// In the order of the file.
    public let protections: [Protection]
    /// Partners that the catalogue needs, for where the configuration does not have them.
    public let contacts: [Contact]
    /// What tells that a case is open and nobody has anything to do in it: the kind that `[case]` names, else one of the program's own. Nil only
    /// when there is no role that could have it.
    public let alarm: Kind?
    /// For each kind that keeps its case from roles, which.
    public let exclusions: [KindID: Set<RoleID>]
    /// The kinds that keep no case going.
    public let kindsThatDoNotCount: Set<KindID>

    private let kindsByID: [KindID: Kind]
    private let rolesByID: [RoleID: Role]

    /// Where an id stands twice the first one counts; `problems` tells of it.
    public init(kinds: [Kind], roles: [Role], caseKinds: CaseKinds = CaseKinds(), protections: [Protection] = [], contacts: [Contact] = []) {
        self.kinds = kinds
        self.roles = roles
        self.caseKinds = caseKinds
        self.protections = protections
        self.contacts = contacts
        exclusions = Dictionary(
            kinds.filter { !$0.excludes.isEmpty }.map { ($0.id, Set($0.excludes)) }, uniquingKeysWith: { first, _ in first })
        kindsByID = Dictionary(kinds.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        rolesByID = Dictionary(roles.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        alarm = caseKinds.alarm.flatMap { [kindsByID] in kindsByID[$0] } ?? (caseKinds.owner ?? roles.first?.id).map(Kind.silentCase)
        kindsThatDoNotCount = Set(kinds.filter { !$0.countsForCase }.map(\.id)).union(alarm.map { [$0.id] } ?? [])
    }

    /// The alarm of a silent case is there also when the file does not have it.
    public func kind(_ id: KindID) -> Kind? { kindsByID[id] ?? (alarm?.id == id ? alarm : nil) }
    public func role(_ id: RoleID) -> Role? { rolesByID[id] }

    /// Who has a role's follow-ups where nobody holds it.
    public var fallbacks: [RoleID: RoleID] { rolesByID.compactMapValues(\.fallback) }

    /// The kinds that a shortened name can mean: the one that is called so, else all that start with it.
    public func kinds(startingWith text: String) -> [Kind] {
        if let exact = kindsByID[KindID(text)] { return [exact] }
        return kinds.filter { $0.id.rawValue.hasPrefix(text) }
    }

    /// The partners of a configuration, and those of the catalogue that it does not have under any name.
    public func contacts(besides configured: [Contact]) -> [Contact] {
        let known = Set(configured.flatMap(\.names))
        return configured + contacts.filter { !known.contains($0.id) }
    }
}
