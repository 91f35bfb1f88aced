/// What has happened in a case, as far as it affects what an outcome leads to. Closing and its preview share it.
public struct CaseState: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let id: Int64
        public let kind: KindID
        public let status: FollowUp.Status
        public let outcomes: [OutcomeID]

        public init(id: Int64, kind: KindID, status: FollowUp.Status, outcomes: [OutcomeID]) {
            self.id = id
            self.kind = kind
            self.status = status
            self.outcomes = outcomes
        }

        /// As its kind is called in a catalogue, to which the case may have been moved.
        func presently(in catalogue: Catalogue) -> Entry { Entry(id: id, kind: catalogue.present(kind), status: status, outcomes: outcomes) }
    }

    /// The kinds that an outcome with `completes` has completed.
    public let completed: Set<KindID>
    public let open: Set<KindID>
    public let protections: [Protection]
    /// Those of `protections` that have begun since the follow-up under way was opened: its outcome does not end them.
    let begunSince: Set<ProtectionID>
    /// The roles that any kind ever opened in it excludes.
    public let excludedRoles: Set<RoleID>

    public static let none = CaseState(completed: [], open: [], protections: [])

    public init(
        completed: Set<KindID>, open: Set<KindID>, protections: [Protection], begunSince: Set<ProtectionID> = [], excludedRoles: Set<RoleID> = []
    ) {
        self.completed = completed
        self.open = open
        self.protections = protections
        self.begunSince = begunSince
        self.excludedRoles = excludedRoles
    }

    /// - Parameter entries: all follow-ups of the case, except those whose opening was taken back.
    public init(of entries: [Entry], closing: Int64? = nil, by catalogue: Catalogue) {
        let entries = catalogue.becomes.isEmpty ? entries : entries.map { $0.presently(in: catalogue) }
        let closed = entries.filter { $0.status == .closed }
        completed = Set(
            catalogue.kinds.filter { kind in
                kind.outcomes.contains { outcome in
                    guard let least = outcome.completesFrom else { return false }
                    return closed.count { $0.kind == kind.id && $0.outcomes.contains(outcome.id) } >= least
                }
            }.map(\.id))
        open = Set(entries.filter { $0.status == .open && $0.id != closing }.map(\.kind))
        func begun(_ protection: Protection) -> Int64? { entries.filter { protection.begins.contains($0.kind) }.map(\.id).max() }
        protections = catalogue.protections.filter { protection in
            // A later opening begins it anew. Cancelling does not end it: nobody has answered that it may end.
            guard let begun = begun(protection) else { return false }
            return !closed.contains { entry in
                entry.id >= begun && protection.ends.contains { $0.kind == entry.kind && entry.outcomes.contains($0.outcome) }
            }
        }
        begunSince = Set(protections.filter { protection in closing.flatMap { id in begun(protection).map { id < $0 } } ?? false }.map(\.id))
        excludedRoles = entries.reduce(into: []) { all, entry in all.formUnion(catalogue.exclusions[entry.kind, default: []]) }
    }

    public func protection(against kind: KindID) -> Protection? { protections.first { $0.forbids(kind) } }

    func ended(_ kind: KindID, with outcome: OutcomeID) -> CaseState {
        let end = OutcomeReference(kind, outcome)
        return CaseState(
            completed: completed, open: open, protections: protections.filter { begunSince.contains($0.id) || !$0.ends.contains(end) },
            begunSince: begunSince, excludedRoles: excludedRoles)
    }
}

/// An open kind that is withdrawn because of what has just been opened.
public struct Withdrawal: Hashable, Sendable {
    public let kind: KindID
    public let protection: Protection?
    public let instead: KindID?
}

extension Catalogue {
    /// What follows from an outcome in a case, in catalogue order. A repeating kind comes back unless the outcome says when, or ends it.
    func consequences(of outcome: Outcome, of kind: Kind, count: Outcome.Count, in state: CaseState) -> [Consequence] {
        let following = resolved(outcome.consequences(count), from: kind.id, in: state.ended(kind.id, with: outcome.id))
        guard let interval = kind.returns(after: outcome) else { return following }
        return following + [Consequence(kind.id, in: interval, countsFromDate: true)]
    }

    /// What follows from outcomes that come together, in the order of the outcomes: all that follows from each, so that a kind may come twice. What comes
    /// round by itself does so unless one of them says otherwise, and nobody is asked to close a case in which something goes on.
    func consequences(of outcomes: [Outcome], of kind: Kind, counts: [Outcome.Count], in state: CaseState) -> [Consequence] {
        let after = outcomes.count == 1 ? state : outcomes.reduce(state) { $0.ended(kind.id, with: $1.id) }
        let isToldWhen = outcomes.contains { kind.returns(after: $0) == nil }
        let all = zip(outcomes, counts).flatMap { outcome, count in
            let isOnlyReturn = isToldWhen && kind.returns(after: outcome) != nil
            return consequences(of: outcome, of: kind, count: count, in: after).filter { !(isOnlyReturn && $0.kind == kind.id) }
        }
        let goesOn = outcomes.count > 1 && all.contains { keepsCaseGoing($0.kind) }
        return goesOn ? all.filter { $0.kind != caseKinds.closing } : all
    }

    /// What to withdraw when a kind is opened: whatever a protection begun by it forbids (promise 19), and the closing
    /// of a case that goes on (promise 20). `holding` defaults to the protections that the opening begins.
    public func withdrawals(to kind: KindID, among open: Set<KindID>, holding: [Protection]? = nil) -> [Withdrawal] {
        let begun = holding ?? protections.filter { $0.begins.contains(kind) }
        let closing = keepsCaseGoing(kind) ? caseKinds.closing : nil
        var there = open
        return open.sorted().filter { $0 != kind }.compactMap { other in
            if other == closing { return Withdrawal(kind: other, protection: nil, instead: nil) }
            guard let protection = begun.first(where: { $0.forbids(other) }) else { return nil }
            let instead = protection.insteadOf[other].flatMap { there.insert($0).inserted ? $0 : nil }
            return Withdrawal(kind: other, protection: protection, instead: instead)
        }
    }

    /// What really follows in a case: `after` kinds come first, forbidden kinds are replaced (promise 19), and nobody
    /// is asked to close a case in which something else goes on (promise 20). Of each kind the first counts.
    func resolved(_ consequences: [Consequence], from kind: KindID, in state: CaseState) -> [Consequence] {
        let inOrder = consequences.compactMap { consequence -> Consequence? in
            guard let first = consequence.after, !state.completed.contains(first) else { return consequence }
            return state.open.contains(first) ? nil : Consequence(first)
        }
        let allowed = inOrder.map { consequence in
            state.protections.reduce(consequence) { $1.replacement(for: $0, from: kind) }
        }
        let goesOn = state.open.contains { keepsCaseGoing($0) } || allowed.contains { keepsCaseGoing($0.kind) }
        var seen: Set<KindID> = []
        return allowed.filter { consequence in
            if consequence.kind == caseKinds.closing, goesOn { return false }
            return seen.insert(consequence.kind).inserted
        }
    }

    /// What follows in a case when nothing does by the outcome: when it was the last that counted, the question whether the
    /// case can close (promise 20). Nil when it was not, and when `[case]` names no such question.
    func ending(of outcome: Outcome, of kind: Kind, isLast: Bool) -> Consequence? {
        guard isLast, outcome.ends, !outcome.closesCase, kind.countsForCase else { return nil }
        return caseKinds.closing.map { Consequence($0) }
    }

    /// Whether nothing that counts is open, such as when a case closes (promise 20).
    public func nothingCounts(among open: Set<KindID>) -> Bool { open.isSubset(of: kindsThatDoNotCount) }

    /// The outcome with which one of these is closed when its case is closed by hand; nil when it keeps the case open.
    public func outcomeOfClosing(_ id: KindID) -> Outcome? { kind(id)?.outcomes.first { $0.closesCase && !$0.needsReason } }

    /// Whether a case with these open can be closed by hand: what counts among them closes it, and where the catalogue names
    /// the question whether it can close, that has been asked, or somebody has said why it is not needed (promise 20).
    ///
    /// - Parameter isExplained: something in it was cancelled, with a reason.
    public func mayBeClosed(open: Set<KindID>, isExplained: Bool) -> Bool {
        guard nothingCounts(among: open.filter { outcomeOfClosing($0) == nil }) else { return false }
        return isExplained || caseKinds.closing.map(open.contains) ?? true
    }

    /// What should be completed before one of these is opened by hand, or else a reason given.
    public func missing(before id: KindID, in state: CaseState) -> [KindID] { kind(id)?.expects.filter { !state.completed.contains($0) } ?? [] }

    /// Whether opening a kind begins an own case, because this one has other open work. Not so if it excludes the same roles already.
    public func beginsOwnCase(_ id: KindID, in state: CaseState) -> Bool {
        guard let kind = kind(id), kind.hasOwnCase else { return false }
        if !kind.excludes.isEmpty, state.excludedRoles.isSuperset(of: kind.excludes) { return false }
        return !nothingCounts(among: state.open)
    }

    /// Whether a case goes on while one of these is open. The question whether it can close does not count.
    public func keepsCaseGoing(_ id: KindID) -> Bool {
        guard id != caseKinds.closing, !kindsThatDoNotCount.contains(id) else { return false }
        return kind(id).map { $0.scope == .case || $0.scope == .free } ?? true
    }
}
