@testable import FollowUps

/// The part of a case that decides what can happen in it: what is open and what has been, counted no further than the catalogue asks.
struct ExploredCase: Hashable {
    var open: Set<KindID> = []
    /// How often a kind has ended with an outcome, where that matters.
    var times: [OutcomeReference: Int] = [:]
    /// How often in a row, of the outcome that came last, where that matters.
    var row: [KindID: Row] = [:]
    var rounds: [KindID: Int] = [:]
    /// The ids of protections that hold.
    var protections: Set<ProtectionID> = []
    var excluded: Set<RoleID> = []
    /// Whether a report has been made of which nobody has said since how it goes with the child.
    var owesAnswer = false
    var isClosed = false
    /// Whether anything that counts has been open in it.
    var hasCounted = false
    /// How many more things people may open by hand.
    var byHand = 0

    struct Row: Hashable {
        let outcome: OutcomeID
        let count: Int
    }
}

/// Walks the paths of answers of a catalogue through one case, by the functions that the store asks.
struct CaseExploration {
    struct Finding: Hashable, CustomStringConvertible {
        let promise: Int
        let description: String
    }

    let catalogue: Catalogue
    private let reports: Set<OutcomeReference>
    /// How far what has been is counted.
    private let limits: [OutcomeReference: Int]
    private let rows: [KindID: Int]
    private let rounds: [KindID: Int]
    /// How much work each kind brings at least, and the outcome that brings the least.
    private let ranks: [KindID: Int]

    /// - Parameter reports: the outcomes that report to Veilig Thuis.
    init(_ catalogue: Catalogue, reports: Set<OutcomeReference>) {
        self.catalogue = catalogue
        self.reports = reports
        var (limits, rows, rounds): ([OutcomeReference: Int], [KindID: Int], [KindID: Int]) = ([:], [:], [:])
        for kind in catalogue.kinds {
            for outcome in kind.outcomes {
                let end = OutcomeReference(kind.id, outcome.id)
                if let least = outcome.completesFrom { limits[end] = max(limits[end, default: 0], least) }
                for exception in outcome.exceptions {
                    switch exception.condition {
                    case .times(let least): limits[end] = max(limits[end, default: 0], least)
                    case .inARow(let least): rows[kind.id] = max(rows[kind.id, default: 0], least)
                    case .round(let least): rounds[kind.id] = max(rounds[kind.id, default: 0], least)
                    }
                }
            }
        }
        (self.limits, self.rows, self.rounds) = (limits, rows, rounds)
        ranks = Self.ranks(catalogue)
    }

    private static func ranks(_ catalogue: Catalogue) -> [KindID: Int] {
        var ranks: [KindID: Int] = [:]
        for _ in catalogue.kinds {
            for kind in catalogue.kinds {
                let works = kind.outcomes.compactMap { outcome in
                    outcome.then.filter { $0.kind != catalogue.caseKinds.closing }
                        .reduce(1 as Int?) { sum, next in sum.flatMap { sum in ranks[next.kind].map { sum + $0 } } }
                }
                if let least = works.min() { ranks[kind.id] = min(least, ranks[kind.id] ?? .max) }
            }
        }
        return ranks
    }

    // MARK: Beginning

    /// The beginnings of a case: with each kind that people start, and the check.
    func beginnings(byHand: Int) -> [ExploredCase] {
        starts.compactMap { kind in
            var state = ExploredCase()
            state.byHand = byHand
            open(kind.id, in: &state)
            if let check = catalogue.caseKinds.check { open(check, in: &state) }
            watch(&state)
            return state
        }
    }

    private var starts: [Kind] { catalogue.kinds.filter { $0.scope == .case && $0.startsByHand } }

    // MARK: Steps

    /// Every case that one answer, or one opening by hand, makes of this one.
    func steps(from state: ExploredCase) -> [(how: String, next: ExploredCase)] {
        if state.isClosed { return [] }
        var found: [(String, ExploredCase)] = []
        for id in state.open.sorted() {
            guard let kind = catalogue.kind(id) else { continue }
            for outcome in kind.outcomes {
                if let next = answer(kind, outcome, in: state) { found.append(("\(id) \(outcome.id)", next)) }
            }
        }
        if state.byHand > 0 {
            let now = caseState(of: state)
            for kind in starts where !state.open.contains(kind.id) && now.protection(against: kind.id) == nil {
                // Then this case does not change.
                if catalogue.beginsOwnCase(kind.id, in: now) { continue }
                var next = state
                next.byHand -= 1
                open(kind.id, in: &next)
                watch(&next)
                found.append(("add \(kind.id)", next))
            }
        }
        return found
    }

    /// Nil when the answer is refused.
    private func answer(_ kind: Kind, _ outcome: Outcome, in state: ExploredCase) -> ExploredCase? {
        var next = state
        next.open.remove(kind.id)
        if outcome.closesCase {
            guard next.open.isSubset(of: catalogue.kindsThatDoNotCount) else { return nil }
            next.open = []
            next.isClosed = true
            return next
        }
        let before = caseState(of: next)
        let end = OutcomeReference(kind.id, outcome.id)
        let times = min(state.times[end, default: 0] + 1, limits[end] ?? 0)
        let inARow = state.row[kind.id].map { $0.outcome == outcome.id ? $0.count + 1 : 1 } ?? 1
        let count = Outcome.Count(times: times, inARow: inARow, round: state.rounds[kind.id, default: 1])
        let consequences = catalogue.consequences(of: outcome, of: kind, count: count, in: before)
        // What begins a case of its own is closed there, and is as if it had been withdrawn here.
        if consequences.contains(where: { catalogue.beginsOwnCase($0.kind, in: before) }) { return next }
        if limits[end] != nil { next.times[end] = times }
        if let limit = rows[kind.id] { next.row[kind.id] = ExploredCase.Row(outcome: outcome.id, count: min(inARow, limit)) }
        next.protections = Set(before.ended(kind.id, with: outcome.id).protections.map(\.id))
        if reports.contains(end) { next.owesAnswer = true } else if kind.id == "amk-opnieuw" { next.owesAnswer = false }
        for consequence in consequences { open(consequence.kind, in: &next) }
        if consequences.isEmpty, outcome.ends, kind.countsForCase, next.open.isSubset(of: catalogue.kindsThatDoNotCount),
            let closing = catalogue.caseKinds.closing
        {
            open(closing, in: &next)
        }
        watch(&next)
        return next
    }

    /// Keeps the alarm of a case in which nothing that counts is open.
    private func watch(_ state: inout ExploredCase) {
        guard let alarm = catalogue.alarm?.id else { return }
        let isSilent = state.open.isSubset(of: catalogue.kindsThatDoNotCount)
        if !isSilent { state.hasCounted = true }
        if isSilent, !state.isClosed { state.open.insert(alarm) } else { state.open.remove(alarm) }
    }

    private func open(_ kind: KindID, in state: inout ExploredCase) {
        // What is about the school is not in the case.
        guard let scope = catalogue.kind(kind)?.scope, scope == .case || scope == .free, state.open.insert(kind).inserted else { return }
        if let limit = rounds[kind] { state.rounds[kind] = min(state.rounds[kind, default: 0] + 1, limit) }
        state.excluded.formUnion(catalogue.exclusions[kind, default: []])
        state.protections.formUnion(catalogue.protections.filter { $0.begins.contains(kind) }.map(\.id))
        for other in catalogue.withdrawals(to: kind, among: state.open) {
            state.open.remove(other.kind)
            if let instead = other.instead { open(instead, in: &state) }
        }
    }

    private func caseState(of state: ExploredCase) -> CaseState {
        let completed = limits.compactMap { end, _ -> KindID? in
            guard let least = catalogue.kind(end.kind)?.outcome(end.outcome)?.completesFrom else { return nil }
            return state.times[end, default: 0] >= least ? end.kind : nil
        }
        return CaseState(
            completed: Set(completed), open: state.open, protections: catalogue.protections.filter { state.protections.contains($0.id) },
            excludedRoles: state.excluded)
    }

    // MARK: What has to hold

    /// What is wrong with a case after a step.
    func findings(_ state: ExploredCase) -> [Finding] {
        var found: [Finding] = []
        let closing = catalogue.caseKinds.closing
        let counting = state.open.subtracting(catalogue.kindsThatDoNotCount)
        if !state.isClosed, counting.isEmpty, state.hasCounted { found.append(Finding(promise: 2, description: "nobody has anything to do")) }
        if let closing, state.open.contains(closing), counting.count > 1 {
            found.append(Finding(promise: 20, description: "asked to close while \(counting.subtracting([closing]).sorted()) is open"))
        }
        let forbidden = state.open.filter { kind in
            catalogue.protections.contains { state.protections.contains($0.id) && $0.forbids(kind) }
        }
        if !forbidden.isEmpty { found.append(Finding(promise: 19, description: "\(forbidden.sorted()) is open under a protection")) }
        if state.owesAnswer, state.isClosed || closing.map(state.open.contains) == true {
            found.append(Finding(promise: 16, description: "closes after a report without another look"))
        }
        return found
    }

    /// The cases on a way to the closing of one, for people who want to; up to one of which that is known. Nil when there is no such way.
    func wayToClosing(of start: ExploredCase, known: Set<ExploredCase>) -> [ExploredCase]? {
        var way: [ExploredCase] = []
        var state = start
        // Each step takes the answer that leaves the least to do.
        for _ in 0..<200 {
            if known.contains(state) { return way }
            way.append(state)
            if state.isClosed { return way }
            guard let best = bestAnswer(in: state, avoiding: way) else { return nil }
            state = best
        }
        return nil
    }

    /// Of the follow-up that brings the least work the answer that leaves the least, where that leads to a case that was not met on the way.
    private func bestAnswer(in state: ExploredCase, avoiding way: [ExploredCase]) -> ExploredCase? {
        let counting = state.open.subtracting(catalogue.kindsThatDoNotCount)
        let open = counting.isEmpty ? state.open.intersection([catalogue.alarm?.id].compactMap { $0 }) : counting
        for id in open.sorted(by: { (ranks[$0] ?? 1000, $0) < (ranks[$1] ?? 1000, $1) }) {
            guard let kind = catalogue.kind(id) else { continue }
            let next = kind.outcomes.compactMap { answer(kind, $0, in: state) }.filter { !way.contains($0) }
            if let best = next.min(by: { work($0) < work($1) }) { return best }
        }
        return nil
    }

    private func work(_ state: ExploredCase) -> Int {
        if state.isClosed { return -1 }
        return state.open.subtracting(catalogue.kindsThatDoNotCount).reduce(0) { $0 + (ranks[$1] ?? 1000) }
    }
}
