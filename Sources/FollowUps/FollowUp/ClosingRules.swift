import Foundation

/// Decides what follows when a follow-up is closed. The store opens it in the same transaction (promise 3).
public struct ClosingRules: Sendable {
    let catalogue: Catalogue
    let directory: Directory
    /// Not for what its school no longer works by: then the last one is only ended.
    let comesRound: Bool

    public init(catalogue: Catalogue, directory: Directory, comesRound: Bool = true) {
        self.catalogue = catalogue
        self.directory = directory
        self.comesRound = comesRound
    }

    public func outcome(_ id: OutcomeID, of followUp: FollowUp) throws(ClosingError) -> (kind: Kind, outcome: Outcome) {
        guard let kind = catalogue.kind(followUp.kind) else { throw .unknownKind(followUp.kind) }
        guard let outcome = kind.outcome(id) else { throw .unknownOutcome(id, of: kind.id, known: kind.outcomes.map(\.id)) }
        return (kind, outcome)
    }

    /// - Parameter ids: of the outcomes, which may come together. Not empty.
    public func outcomes(_ ids: [OutcomeID], of followUp: FollowUp) throws(ClosingError) -> (kind: Kind, outcomes: [Outcome]) {
        guard let kind = catalogue.kind(followUp.kind) else { throw .unknownKind(followUp.kind) }
        var found: [Outcome] = []
        for id in ids {
            let outcome = try outcome(id, of: followUp).outcome
            if let other = found.first(where: { one in !kind.outcomes(beside: one.id).contains { $0.id == id } }) {
                throw .notTogether(other.id, id, of: kind.id)
            }
            found.append(outcome)
        }
        return (kind, found)
    }

    /// What follows from outcomes that come together: all that follows from each, and of what would be opened twice the earliest. What comes round by
    /// itself does so unless one of them says otherwise.
    ///
    /// - Parameter earlier: previous outcomes of the kind for the same case, employee or school, latest first.
    public func consequences(
        of followUp: FollowUp, kind: Kind, outcomes: [Outcome], earlier: [[OutcomeID]], date: Day?, agreed: Day? = nil, in state: CaseState, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        let counts = outcomes.map { $0.count(of: followUp, after: earlier) }
        let consequences = catalogue.consequences(of: outcomes, of: kind, counts: counts, in: state)
        return try openings(of: consequences, after: followUp, date: date, agreed: agreed, now: now)
    }

    /// The follow-ups that an outcome opens, in catalogue order. Terms count from `now`, or from `date` (`--on`) where a consequence says so.
    ///
    /// - Parameter agreed: the day that was agreed on (`--due`), for what is due then.
    public func consequences(
        of followUp: FollowUp, kind: Kind, outcome: Outcome, count: Outcome.Count, date: Day?, agreed: Day? = nil, in state: CaseState, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        let consequences = catalogue.consequences(of: outcome, of: kind, count: count, in: state)
        return try openings(of: consequences, after: followUp, date: date, agreed: agreed, now: now)
    }

    private func openings(
        of consequences: [Consequence], after followUp: FollowUp, date: Day?, agreed: Day?, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        var openings: [NewFollowUp] = []
        for consequence in consequences where comesRound || consequence.kind != followUp.kind {
            for place in places(of: consequence.kind, after: followUp) {
                add(try opening(consequence, after: followUp, at: place, date: date, agreed: agreed, now: now), to: &openings)
            }
        }
        return openings
    }

    private func add(_ opening: NewFollowUp, to openings: inout [NewFollowUp]) {
        guard let place = openings.firstIndex(where: { $0.kind == opening.kind && $0.school == opening.school }) else {
            return openings.append(opening)
        }
        if opening.due.overdueFrom(directory.clock) < openings[place].due.overdueFrom(directory.clock) { openings[place] = opening }
    }

    /// What is about the board is opened there, and what follows from that about a school at every school.
    private func places(of kind: KindID, after followUp: FollowUp) -> [SchoolID] {
        switch catalogue.kind(kind)?.scope {
        case .board: [directory.board?.id ?? followUp.school]
        case .school where followUp.school.isBoard: directory.schools(workingBy: catalogue).map(\.id)
        default: [followUp.school]
        }
    }

    /// - Parameter place: the school, or the board; nil for that of the follow-up.
    public func opening(
        _ consequence: Consequence, after followUp: FollowUp, at place: SchoolID? = nil, date: Day?, agreed: Day? = nil, now: Date
    ) throws(ClosingError) -> NewFollowUp {
        guard let kind = catalogue.kind(consequence.kind) else { throw .unknownKind(consequence.kind) }
        // A free kind goes on about the same thing. It must not leave its case, nor reach those who are excluded from it.
        let employee = kind.scope == .employee || kind.scope == .free ? followUp.employee : nil
        let caseCode = kind.scope == .case || kind.scope == .free ? followUp.caseCode : nil
        guard let owner = kind.owner(employee: employee) else { throw .nobodyToOwn(kind.id) }
        let school = place ?? followUp.school
        let calendar = directory.calendar(of: school)
        if consequence.isDueAsAgreed {
            guard let agreed else { throw .noAgreedDay(kind.id) }
            let due = Due.on(agreed, urgency: kind.urgency, in: calendar)
            return NewFollowUp(kind, at: school, in: caseCode, about: employee, owner: owner, due: due)
        }
        guard let term = consequence.term ?? kind.term ?? kind.repeat else { throw .noTerm(kind.id) }
        let due = Due.after(term, from: now, day: consequence.countsFromDate ? date : nil, urgency: kind.urgency, in: calendar)
        return NewFollowUp(kind, at: school, in: caseCode, about: employee, owner: owner, due: due)
    }
}

public enum ClosingError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownOutcome(OutcomeID, of: KindID, known: [OutcomeID])
    /// These two may not come together.
    case notTogether(OutcomeID, OutcomeID, of: KindID)
    case unknownKind(KindID)
    case nobodyToOwn(KindID)
    case noTerm(KindID)
    case noAgreedDay(KindID)

    public var description: String {
        switch self {
        case .unknownOutcome(let outcome, let kind, let known):
            "\"\(kind)\" has no outcome \"\(outcome)\"; choose one of: \(known.map(\.rawValue).joined(separator: ", "))"
        case .notTogether(let one, let other, let kind):
            "\"\(kind)\" cannot end with \(one) and \(other) at once; choose one of the two"
        case .unknownKind(let kind): "the catalogue has no kind \"\(kind)\" any more; put it back, or run opvolg check to see what misses it"
        case .nobodyToOwn(let kind): "\"\(kind)\" belongs to an employee and this follow-up has none; run opvolg check"
        case .noTerm(let kind): "the outcome leads to \"\(kind)\" without saying when it is due; run opvolg check"
        case .noAgreedDay(let kind): "\"\(kind)\" is due on the day that was agreed on; say which with --due"
        }
    }
}

extension Outcome {
    /// How often it has come, with the present time. A follow-up with a title of its own counts alone.
    ///
    /// - Parameter earlier: previous outcomes of the kind, latest first.
    func count(of followUp: FollowUp, after earlier: [[OutcomeID]]) -> Count {
        let ends = [[id]] + (followUp.title == nil ? earlier : [])
        return Count(times: ends.count { $0.contains(id) }, inARow: ends.prefix { $0.contains(id) }.count, round: followUp.round)
    }
}
