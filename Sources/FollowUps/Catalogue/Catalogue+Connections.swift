extension Catalogue {
    // MARK: Reach

    /// Whether it comes about without an outcome: people start it, it repeats, it takes what it is given, or `[case]` names it.
    private func isBeginning(_ kind: Kind) -> Bool {
        kind.startsByHand || kind.repeat != nil || kind.scope == .free || caseKinds.named.contains { $0.kind == kind.id }
    }

    var unreachableKinds: [Problem] {
        // The replacements of a protection are reached through the kinds that they replace.
        var reached = Set(kinds.filter(isBeginning).map(\.id) + protections.flatMap(\.replacements))
        var unfollowed = Array(reached)
        while let id = unfollowed.popLast() {
            for outcome in kind(id)?.outcomes ?? [] {
                for next in outcome.allConsequences.flatMap(\.possibleKinds) where reached.insert(next).inserted { unfollowed.append(next) }
            }
        }
        return kinds.filter { !reached.contains($0.id) }.map { kind in
            Problem(
                key: "kind \(kind.id)",
                message:
                    "cannot be reached from anything that people start; let an outcome lead to it, or say start = true if people open it themselves")
        }
    }

    // MARK: Rings

    /// Cycles of consequences that take no time.
    var ringProblems: [Problem] {
        let edges = Dictionary(uniqueKeysWithValues: Set(kinds.map(\.id)).map { ($0, immediate(after: $0)) }).filter { !$0.value.isEmpty }
        let places = Dictionary(kinds.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { first, _ in first })
        return kinds.compactMap { kind in
            // Each cycle is reported once, at the first of its kinds.
            guard let ring = ring(through: kind.id, along: edges), ring.allSatisfy({ places[$0] ?? 0 >= places[kind.id] ?? 0 }) else { return nil }
            let path = (ring + [kind.id]).map(\.rawValue).joined(separator: " → ")
            return Problem(key: "kind \(kind.id)", message: "comes back without any time in between: \(path); give one of them a term")
        }
    }

    /// The kinds that can follow with no time to do them. An outcome that leads elsewhere after some times is left out,
    /// because it cannot go round for ever.
    private func immediate(after id: KindID) -> [KindID] {
        let endless = (kind(id)?.outcomes ?? []).filter { outcome in
            outcome.exceptions.allSatisfy { exception in exception.then.allSatisfy { step in outcome.then.contains { $0.kind == step.kind } } }
        }
        return endless.flatMap(\.allConsequences).filter { consequence in
            // A day that is agreed on is always still to come.
            guard !consequence.isDueAsAgreed, let target = kind(consequence.kind), let term = consequence.term ?? target.term ?? target.repeat else {
                return false
            }
            // Only acute follow-ups are due at an hour. For others hours are no time at all.
            return term.count == 0 || (term.unit == .hours && target.urgency != .acute)
        }.map(\.kind)
    }

    private func ring(through start: KindID, along edges: [KindID: [KindID]]) -> [KindID]? {
        var paths = [[start]]
        var seen: Set<KindID> = []
        while !paths.isEmpty {
            var longer: [[KindID]] = []
            for path in paths {
                for next in path.last.flatMap({ edges[$0] }) ?? [] {
                    if next == start { return path }
                    if seen.insert(next).inserted { longer.append(path + [next]) }
                }
            }
            paths = longer
        }
        return nil
    }
}
