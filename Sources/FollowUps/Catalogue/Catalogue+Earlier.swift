/// The text of a catalogue as it was read, for the database to keep: what is open goes on by the version that it began with.
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
}

extension Catalogue {
    /// With kinds of an earlier version that this one has no more, and what these lead to, as the earlier version has them. They only end: nobody opens
    /// one by hand, and none comes round by itself.
    ///
    /// - Parameter ids: kinds that this catalogue does not have; those that the earlier one does not have either are left out.
    public func keeping(_ ids: Set<KindID>, of earlier: Catalogue) -> Catalogue {
        var kept: [Kind] = []
        var found: Set<KindID> = []
        var unfollowed = ids.sorted()
        while let id = unfollowed.popLast() {
            guard kind(id) == nil, let former = earlier.kind(id), found.insert(id).inserted else { continue }
            kept.append(former)
            unfollowed += former.outcomes.flatMap(\.allConsequences).flatMap(\.possibleKinds)
        }
        let places = Dictionary(earlier.kinds.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        let inOrder = kept.sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) }
        return Catalogue(
            kinds: kinds + inOrder.map { adapted($0, from: earlier) }, roles: roles, caseKinds: caseKinds, protections: protections,
            contacts: contacts,
            steps: steps, rules: rules, sources: sources, head: head, earlierKinds: earlierKinds.union(found))
    }

    /// What an earlier kind names, this catalogue has to have: its owner, or else the role that has it then, or else whoever has the alarm.
    private func adapted(_ kind: Kind, from earlier: Catalogue) -> Kind {
        var owner = kind.owner
        if case .role(let role) = kind.owner, self.role(role) == nil {
            var (next, seen): (RoleID?, Set<RoleID>) = (earlier.role(role)?.fallback, [])
            while let id = next, self.role(id) == nil, seen.insert(id).inserted { next = earlier.role(id)?.fallback }
            owner = (next.flatMap { self.role($0)?.id } ?? caseKinds.owner ?? roles.last?.id).map { .role($0) } ?? kind.owner
        }
        return Kind(
            id: kind.id, title: kind.title, source: kind.source, scope: kind.scope, owner: owner, urgency: kind.urgency, policy: kind.policy,
            help: kind.help, isDiscreet: kind.isDiscreet, takesOver: kind.takesOver.filter { role($0.key) != nil && role($0.value) != nil },
            term: kind.term ?? kind.repeat, contacts: kind.contacts, titleGiven: kind.titleGiven, countsForCase: kind.countsForCase,
            excludes: kind.excludes.filter { role($0) != nil }, hasOwnCase: kind.hasOwnCase, retention: kind.retention, outcomes: kind.outcomes)
    }
}
