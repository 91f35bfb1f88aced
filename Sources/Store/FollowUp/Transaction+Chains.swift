import FollowUps
import GRDB

extension Transaction {
    /// The open follow-up that stands for another of its kind; nil when there is none, and the other has to be opened.
    ///
    /// In one case there is one open follow-up of a kind, but for those with a title of their own. And a yearly duty is one chain, however many
    /// outcomes ask for it: a second one would ask for the same every year, for ever. The open one keeps
    /// its due moment, or gets that which the outcome asks for when it comes earlier; then its ladder starts anew, so that its owner hears of it.
    /// Reopening `origin` later does not put the due moment back: nobody can tell whether it has been reckoned with meanwhile.
    func join(_ opening: NewFollowUp, origin: Int64) throws -> FollowUp? {
        guard opening.title == nil, opening.caseCode != nil || change.rules.catalogue.kind(opening.kind)?.repeat != nil else { return nil }
        let subject = FollowUp.sameSubject(caseCode: opening.caseCode, employee: opening.employee, school: opening.school)
        let row = try SQLRequest<Row>(
            literal: """
                SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE \(subject) AND kind = \(opening.kind.rawValue) AND status = 'open'
                ORDER BY overdue_from, id LIMIT 1
                """
        ).fetchOne(db)
        guard let chain = try row.map({ try FollowUp($0) }) else { return nil }
        let clock = planner.directory.clock
        guard opening.due.overdueFrom(clock) < chain.due.overdueFrom(clock) else { return chain }
        try reschedule(chain, to: opening.due, reason: "the closing of \(origin) asks for it earlier")
        return try followUp(chain.id)
    }
}
