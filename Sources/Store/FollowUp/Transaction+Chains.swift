import FollowUps
import GRDB

extension Transaction {
    /// The open follow-up that stands for a new one of its kind; nil when the new one has to be opened.
    ///
    /// A case has one open follow-up of a kind, apart from those with titles of their own. A recurring duty is one
    /// chain, however many outcomes ask for it, or it would be asked twice for ever. The open one keeps its due moment,
    /// or takes the new one if that is earlier; then its escalation starts anew. Reopening `origin` does not put the
    /// due moment back: somebody may have counted on it.
    func join(_ opening: NewFollowUp, origin: Int64) throws -> FollowUp? {
        guard opening.title == nil, try opening.caseCode != nil || catalogue(for: opening).kind(opening.kind)?.repeat != nil else { return nil }
        let subject = FollowUp.sameSubject(caseCode: opening.caseCode, employee: opening.employee, school: opening.school)
        let row = try SQLRequest<Row>(
            literal: """
                SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE \(subject) AND kind = \(opening.kind) AND status = 'open'
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
