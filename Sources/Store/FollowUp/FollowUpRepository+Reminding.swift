import Foundation
import FollowUps
import GRDB

extension FollowUpRepository {
    /// Has the owner of an open follow-up reminded once more, in the next hours of its policy. Throws `askedAlready` when somebody has done so today.
    public func remind(_ request: RemindRequest, by change: Change) async throws -> FollowUp {
        try await connection.change(by: change) { transaction in
            let followUp = try transaction.openFollowUp(request.followUp)
            let clock = change.rules.directory.clock
            if let asked = followUp.asked(onDayOf: change.now, clock) { throw StoreError.askedAlready(followUp.id, at: asked) }
            try transaction.db.cachedStatement(sql: "UPDATE follow_ups SET asked_again_at = ? WHERE id = ?").execute(arguments: [
                transaction.now, followUp.id,
            ])
            try transaction.write(
                .reminded, followUp: followUp.id, caseCode: followUp.caseCode,
                [.init("asked_again", from: followUp.askedAgainAt.map(clock.iso8601), to: clock.iso8601(change.now))])
            return try transaction.followUp(followUp.id)
        }
    }

    /// The overdue follow-ups of a school that the viewer may see counted: acute first, then urgent, each by due moment.
    public func overdue(at school: SchoolID, in visibility: Visibility, at now: Date, limit: Int) async throws -> [FollowUp] {
        let source = SQL("school = \(school) AND overdue_from <= \(now.unixSeconds) AND \(SQL.out(of: visibility.uncounted(at: school)))")
        return try await connection.read { [source] db in
            var found: [FollowUp] = []
            for urgency in ["acute", "urgent", "normal"] where found.count < limit {
                let request = SQLRequest<Row>(
                    literal: """
                        SELECT \(sql: FollowUp.columns) FROM follow_ups
                        WHERE status = 'open' AND urgency = \(urgency) AND \(source) ORDER BY overdue_from, id LIMIT \(limit - found.count)
                        """, cached: true)
                found += try request.fetchAll(db).map { try FollowUp($0) }
            }
            return found
        }
    }

    /// A follow-up of a school that the viewer may see counted, open or ended; nil when there is none.
    public func followUp(_ id: Int64, at school: SchoolID, in visibility: Visibility) async throws -> FollowUp? {
        try await connection.read { db in
            let row = try SQLRequest<Row>(
                literal: """
                    SELECT \(sql: FollowUp.columns) FROM follow_ups
                    WHERE id = \(id) AND school = \(school) AND \(SQL.out(of: visibility.uncounted(at: school)))
                    """
            ).fetchOne(db)
            return try row.map { try FollowUp($0) }
        }
    }
}
