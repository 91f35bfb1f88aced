/// The policies by name, and which kinds name one: a follow-up follows the policy of its kind, or else that of its urgency.
public struct Policies: Hashable, Sendable {
    private var byName: [PolicyID: Policy]
    private var byKind: [KindID: PolicyID] = [:]

    /// - Parameter given: in the place of the built-in ones of those names, or beside them.
    public init(_ given: [PolicyID: Policy]) {
        byName = [
            "normal": .normal, "quiet": .quiet, "yearly": .yearly, "training": .training, "urgent": .urgent, "acute": .acute,
        ].merging(given) { $1 }
    }

    public init(normal: Policy = .normal, urgent: Policy = .urgent, acute: Policy = .acute) {
        self.init(["normal": normal, "urgent": urgent, "acute": acute])
    }

    /// Those that every installation has, each with the urgency of the follow-ups that it is made for.
    public static let builtIn: [(name: PolicyID, urgency: Urgency)] = [
        ("normal", .normal), ("quiet", .normal), ("yearly", .normal), ("training", .normal), ("urgent", .urgent), ("acute", .acute),
    ]

    /// The built-in ones first, then an installation's own in order.
    public var names: [PolicyID] {
        let builtIn = Self.builtIn.map(\.name)
        return builtIn + byName.keys.filter { !builtIn.contains($0) }.sorted()
    }

    public subscript(name: PolicyID) -> Policy? { byName[name] }

    /// The policy of the follow-ups whose kind names none.
    public subscript(urgency: Urgency) -> Policy { byName[PolicyID(urgency.rawValue)] ?? .normal }

    /// The same policies, with what the kinds of a catalogue name.
    public func named(by kinds: [Kind]) -> Policies {
        var policies = self
        for kind in kinds { policies.byKind[kind.id] = kind.policy }
        return policies
    }

    /// The policy that a follow-up follows.
    public subscript(followUp: FollowUp) -> Policy { self[followUp.kind, followUp.urgency] }

    /// The policy that follow-ups of a kind follow which were opened with an urgency.
    ///
    /// One that cannot work for that is passed over: the kind may have become more urgent, or less, since.
    public subscript(kind: KindID, urgency: Urgency) -> Policy {
        if let name = byKind[kind], let policy = byName[name], policy.problem(forKindsOf: urgency) == nil { return policy }
        return self[urgency]
    }

    /// Those that somebody's follow-ups can follow: of each urgency, and what the kinds name.
    public var followed: [PolicyID] {
        let used = Set(byKind.values).union(Urgency.allCases.map { PolicyID($0.rawValue) })
        return names.filter(used.contains)
    }

    /// Why a kind cannot follow the policy that it names; nil when it can, or names none. Configurations are refused that have such a kind.
    public func problem(of kind: Kind) -> KindProblem? {
        guard let name = kind.policy, name.rawValue != kind.urgency.rawValue else { return nil }
        guard let policy = byName[name] else { return .unknown(name) }
        return policy.problem(forKindsOf: kind.urgency).map { .unsuitable(name, $0) }
    }

    public enum KindProblem: Hashable, Sendable {
        case unknown(PolicyID)
        case unsuitable(PolicyID, Policy.Problem)
    }
}
