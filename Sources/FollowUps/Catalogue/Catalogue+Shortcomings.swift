/// Rules of a protocol that a working catalogue breaks. `opvolg check` refuses such a catalogue, but it still loads, so
/// that an upgrade stops nobody's reminders.
extension Catalogue {
    /// Only meaningful without `problems`.
    public var shortcomings: [Problem] {
        caseShortcomings + unreachableKinds + kinds.flatMap { helpShortcomings(of: $0) + endlessOutcomes(of: $0) + unownedWork(after: $0) }
    }

    // MARK: Help

    private func helpShortcomings(of kind: Kind) -> [Problem] {
        let key = "kind \(kind.id), help"
        guard let help = kind.help else {
            return [Problem(key: key, message: "is missing; say in one or two sentences what is asked, as { nl = \"...\", en = \"...\" }")]
        }
        if kind.title.en != nil, help.en == nil {
            return [Problem(key: key, message: "is there in Dutch only, and the title in English too; add en")]
        }
        return []
    }

    // MARK: [case]

    /// Every case is looked at from time to time, and somebody is asked before it closes.
    private var caseShortcomings: [Problem] {
        guard kinds.contains(where: { $0.scope == .case }) else { return [] }
        var found: [Problem] = []
        if caseKinds.check == nil {
            found.append(
                Problem(key: "[case] check", message: "is missing, so nothing comes round for as long as a case is open; name a kind for it"))
        }
        if caseKinds.closing == nil {
            found.append(
                Problem(
                    key: "[case] closing",
                    message: "is missing, so nobody is asked whether a case can close when nothing is open in it; name a kind for it"))
        }
        for kind in kinds where kind.id != caseKinds.closing && !asksInPlaceOfClosing(kind) {
            for outcome in kind.outcomes where outcome.closesCase {
                found.append(
                    Problem(
                        key: "kind \(kind.id), outcome \(outcome.id), closes_case",
                        message: "closes the case, and nobody is asked whether it can close; let it end, and the kind of [case] closing asks that"))
            }
        }
        return found
    }

    /// Whether it keeps the case from whoever is asked whether it can close, and so asks that itself.
    private func asksInPlaceOfClosing(_ kind: Kind) -> Bool {
        guard case .role(let owner)? = caseKinds.closing.flatMap({ self.kind($0) })?.owner else { return false }
        return kind.excludes.contains(owner)
    }

    // MARK: Endless answers

    /// An outcome that only repeats its kind has to involve somebody else after some times. Exempt are kinds with a
    /// policy of their own, and owners with nobody after them.
    private func endlessOutcomes(of kind: Kind) -> [Problem] {
        guard kind.scope == .case, kind.countsForCase, !isSmall(kind), !isLastResort(kind.owner) else { return [] }
        return kind.outcomes.filter { outcome in
            let next = Set(outcome.then.flatMap(\.possibleKinds)).subtracting(kindsThatDoNotCount)
            return next == [kind.id] && outcome.exceptions.flatMap(\.then).allSatisfy { $0.kind == kind.id }
        }.map { outcome in
            Problem(
                key: "kind \(kind.id), outcome \(outcome.id)",
                message: "asks the same again without end, and nobody else ever hears of it; "
                    + "say with instead or also what follows from some time on, as in also = [{ times = 3, then = [\"KIND\"] }]")
        }
    }

    /// Whether it has a policy that no urgency uses.
    private func isSmall(_ kind: Kind) -> Bool { kind.policy.map { Urgency(rawValue: $0.rawValue) == nil } ?? false }

    /// Whether nobody comes after this role: it is the last, or takes over from others.
    private func isLastResort(_ owner: Kind.OwnerRule) -> Bool {
        guard case .role(let role) = owner else { return false }
        return roles.last?.id == role || kinds.contains { $0.takesOver.values.contains(role) }
    }

    // MARK: Work of those who are kept out

    /// A role that a kind excludes owns nothing that the kind can lead to, unless another takes over.
    private func unownedWork(after kind: Kind) -> [Problem] {
        let left = kind.excludes.filter { kind.takesOver[$0] == nil && role($0) != nil }
        if left.isEmpty { return [] }
        let reached = reachable(from: kind.id).union(caseKinds.named.map(\.kind).filter { $0 != caseKinds.start })
        return left.compactMap { role in
            let owned = kinds.filter { reached.contains($0.id) && $0.scope == .case && $0.owner == .role(role) }
            guard let first = owned.first else { return nil }
            return Problem(
                key: "kind \(kind.id), excludes",
                message:
                    "\"\(role)\" hears nothing of the case and has to do \(first.id) in it; give that to another with takes_over = { \(role) = \"ROLE\" }"
            )
        }
    }

    private func reachable(from start: KindID) -> Set<KindID> {
        var reached: Set<KindID> = [start]
        var unfollowed = [start]
        while let id = unfollowed.popLast() {
            for next in (kind(id)?.outcomes ?? []).flatMap(\.allConsequences).flatMap(\.possibleKinds) where reached.insert(next).inserted {
                unfollowed.append(next)
            }
        }
        return reached
    }
}
