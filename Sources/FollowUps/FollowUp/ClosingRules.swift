import Foundation

/// Decides what follows when a follow-up is closed. The store opens it in the same transaction (promise 3).
public struct ClosingRules: Sendable {
    let catalogue: Catalogue
    let directory: Directory

    public init(catalogue: Catalogue, directory: Directory) {
        self.catalogue = catalogue
        self.directory = directory
    }

    public func outcome(_ id: OutcomeID, of followUp: FollowUp) throws(ClosingError) -> (kind: Kind, outcome: Outcome) {
        guard let kind = catalogue.kind(followUp.kind) else { throw .unknownKind(followUp.kind) }
        guard let outcome = kind.outcome(id) else { throw .unknownOutcome(id, of: kind.id, known: kind.outcomes.map(\.id)) }
        return (kind, outcome)
    }

    /// The follow-ups that an outcome opens, in catalogue order. Terms count from `now`, or from `date` (`--on`) where a consequence says so.
    public func consequences(
        of followUp: FollowUp, kind: Kind, outcome: Outcome, count: Outcome.Count, date: Day?, in state: CaseState, now: Date
    ) throws(ClosingError) -> [NewFollowUp] {
        var openings: [NewFollowUp] = []
        for consequence in catalogue.consequences(of: outcome, of: kind, count: count, in: state) {
            openings.append(try opening(consequence, after: followUp, date: date, now: now))
        }
        return openings
    }

    public func opening(_ consequence: Consequence, after followUp: FollowUp, date: Day?, now: Date) throws(ClosingError) -> NewFollowUp {
        guard let kind = catalogue.kind(consequence.kind) else { throw .unknownKind(consequence.kind) }
        // A free kind goes on about the same thing. It must not leave its case, nor reach those who are excluded from it.
        let employee = kind.scope == .employee || kind.scope == .free ? followUp.employee : nil
        let caseCode = kind.scope == .case || kind.scope == .free ? followUp.caseCode : nil
        guard let owner = kind.owner(employee: employee) else { throw .nobodyToOwn(kind.id) }
        guard let term = consequence.term ?? kind.term ?? kind.repeat else { throw .noTerm(kind.id) }
        let due = Due.after(
            term, from: now, day: consequence.countsFromDate ? date : nil, urgency: kind.urgency, in: directory.calendar(of: followUp.school))
        return NewFollowUp(kind, at: followUp.school, in: caseCode, about: employee, owner: owner, due: due)
    }
}

public enum ClosingError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownOutcome(OutcomeID, of: KindID, known: [OutcomeID])
    case unknownKind(KindID)
    case nobodyToOwn(KindID)
    case noTerm(KindID)

    public var description: String {
        switch self {
        case .unknownOutcome(let outcome, let kind, let known):
            "\"\(kind)\" has no outcome \"\(outcome)\"; choose one of: \(known.map(\.rawValue).joined(separator: ", "))"
        case .unknownKind(let kind): "the catalogue has no kind \"\(kind)\" any more; put it back, or run opvolg check to see what misses it"
        case .nobodyToOwn(let kind): "\"\(kind)\" belongs to an employee and this follow-up has none; run opvolg check"
        case .noTerm(let kind): "the outcome leads to \"\(kind)\" without saying when it is due; run opvolg check"
        }
    }
}
