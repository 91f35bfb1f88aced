/// The policies by name. A follow-up follows the one that its kind names, or else that of its urgency.
public struct Policies: Hashable, Sendable {
    private var byName: [PolicyID: Policy]

    public init(_ given: [PolicyID: Policy]) {
        byName = [
            "normal": .normal, "quiet": .quiet, "yearly": .yearly, "training": .training, "urgent": .urgent, "acute": .acute,
        ].merging(given) { $1 }
    }

    public init(normal: Policy = .normal, urgent: Policy = .urgent, acute: Policy = .acute) {
        self.init(["normal": normal, "urgent": urgent, "acute": acute])
    }

    /// Policies of every installation, with the urgency they are made for.
    public static let builtIn: [(name: PolicyID, urgency: Urgency)] = [
        ("normal", .normal), ("quiet", .normal), ("yearly", .normal), ("training", .normal), ("urgent", .urgent), ("acute", .acute),
    ]

    public var names: [PolicyID] {
        let builtIn = Self.builtIn.map(\.name)
        return builtIn + byName.keys.filter { !builtIn.contains($0) }.sorted()
    }

    public subscript(name: PolicyID) -> Policy? { byName[name] }

    public subscript(urgency: Urgency) -> Policy { byName[PolicyID(urgency.rawValue)] ?? .normal }

    public subscript(kind: Kind) -> Policy { self[kind, kind.urgency] }

    /// A policy that does not suit the urgency is passed over: the kind's urgency may have changed since.
    ///
    /// - Parameter kind: nil for one that no catalogue has.
    public subscript(kind: Kind?, urgency: Urgency) -> Policy {
        if let name = kind?.policy, let policy = byName[name], policy.problem(forKindsOf: urgency) == nil { return policy }
        return self[urgency]
    }

    public func followed(by kinds: [Kind]) -> [PolicyID] {
        let used = Set(kinds.compactMap(\.policy)).union(Urgency.allCases.map { PolicyID($0.rawValue) })
        return names.filter(used.contains)
    }

    /// Why a kind cannot follow the policy that it names, which the configuration refuses; nil when it can.
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
