/// Rules about the catalogue alone. Each returns what contradicts it.
extension Catalogue {
    func contradictions(neverReaching roles: [RoleID], _ kinds: [KindID], _ policies: Policies) -> [String] {
        kinds.compactMap { kind($0) }.flatMap { kind in
            let audiences = Set(policies[kind].audiences)
            return roles.compactMap { role -> String? in
                if kind.owner == .role(role) { return "\(kind.id) is of \(role)" }
                return audiences.contains(.role(role)) ? "reminders of \(kind.id) go to \(role)" : nil
            }
        }
    }

    func contradictions(urgency least: Urgency, _ kinds: [KindID]) -> [String] {
        kinds.compactMap { kind($0) }.filter { $0.urgency < least }.map { "\($0.id) is \($0.urgency.rawValue)" }
    }

    /// Of an answer after which the same is asked again, and nothing else that counts.
    func contradictions(anotherFrom times: Int, except: Set<KindID>) -> [String] {
        kinds.filter { $0.scope == .case && $0.countsForCase && !except.contains($0.id) && $0.id != caseKinds.closing }.flatMap { kind in
            kind.outcomes.compactMap { outcome -> String? in
                func next(_ count: Int) -> [Kind] {
                    outcome.consequences(Outcome.Count(times: count, inARow: count, round: count)).compactMap { self.kind($0.kind) }
                        .filter { $0.countsForCase && $0.scope != .school }
                }
                guard Set(next(1).map(\.id)) == [kind.id] else { return nil }
                let later = next(times)
                if !later.contains(where: { $0.id == kind.id }) || later.contains(where: { $0.owner != kind.owner }) { return nil }
                return "\(kind.id) \(outcome.id) only asks the same of the same person, also from time \(times) on"
            }
        }
    }
}
