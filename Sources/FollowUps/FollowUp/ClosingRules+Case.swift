import Foundation

extension ClosingRules {
    /// What to open when a closing leads to nothing else (`Catalogue.ending`).
    ///
    /// - Parameter isLast: nothing else that counts is open in its case.
    public func ending(of followUp: FollowUp, kind: Kind, outcome: Outcome, isLast: Bool, now: Date) throws(ClosingError) -> NewFollowUp? {
        guard followUp.caseCode != nil, let ending = catalogue.ending(of: outcome, of: kind, isLast: isLast) else { return nil }
        return try opening(ending, after: followUp, date: nil, now: now)
    }

    /// The check that comes round in a case, due by its own term from an instant; nil where the catalogue has none.
    public func check(of code: CaseCode, at school: SchoolID, now: Date) -> NewFollowUp? {
        guard let kind = catalogue.caseKinds.check.flatMap(catalogue.kind), let owner = kind.owner(employee: nil),
            let term = kind.term ?? kind.repeat
        else { return nil }
        let due = Due.after(term, from: now, urgency: kind.urgency, in: directory.calendar(of: school))
        return NewFollowUp(kind, at: school, in: code, owner: owner, due: due)
    }

    /// The alarm of a case in which nobody has anything to do: due the next school day, and nobody is reminded before that day begins.
    ///
    /// Nil where the catalogue has no such kind, or nobody to own it.
    public func alarm(of dossier: Case, now: Date) -> (opening: NewFollowUp, remindingFrom: Date)? {
        guard let kind = catalogue.alarm, let owner = kind.owner(employee: nil).map(catalogue.people(of: dossier).owner(inPlaceOf:)) else {
            return nil
        }
        let calendar = directory.calendar(of: dossier.school)
        let day = calendar.day(from: calendar.clock.day(of: now), schoolDays: 1)
        let due = Due.on(day, urgency: kind.urgency, in: calendar)
        return (NewFollowUp(kind, at: dossier.school, in: dossier.code, owner: owner, due: due), calendar.clock.start(of: day))
    }
}
