import Foundation
import FollowUps
import GRDB

extension Database {
    /// What the notice in a message says at an instant to its recipient; nil when it has none, or nothing that still holds.
    func notice(in message: Int64, rules: Rules, at now: Date) throws -> Notice? {
        let notice = Notice(
            undelivered: try stuck(.undelivered, "messages.state = 'failed'", in: message, at: now),
            late: try stuck(.late, "messages.next_attempt_at IS NOT NULL AND \(OperatorDesk.isLate)", in: message, at: now),
            unreached: try open(.unreached, in: message), passedOn: try open(.passedOn, in: message), unplanned: try open(.unplanned, in: message),
            endingHolidays: try endingHolidays(in: message, rules: rules, at: now))
        return notice.isEmpty ? nil : notice
    }

    private func stuck(_ sort: Trouble.Sort, _ condition: String, in notice: Int64, at now: Date) throws -> [Notice.Stuck] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT messages.* FROM troubles JOIN messages ON messages.id = subject
                    WHERE notice = :notice AND sort = :sort AND \(condition) ORDER BY messages.id
                    """), arguments: ["notice": notice, "sort": sort.rawValue, "now": now.unixSeconds]
        ).map { row in
            let message = try Message(row)
            let followUps = try Int64.fetchAll(
                cachedStatement(
                    sql: """
                        SELECT DISTINCT follow_ups.id FROM message_reminders JOIN reminders ON reminders.id = reminder
                        JOIN follow_ups ON follow_ups.id = follow_up
                        WHERE message = ? AND left_out = 0 AND \(Self.isForReader) ORDER BY follow_ups.id
                        """), arguments: [message.id, notice])
            return Notice.Stuck(
                message: message.id, channel: message.channel, since: message.firstAttemptAt, followUps: followUps, lastError: message.lastError)
        }
    }

    /// The schools of whose holidays a notice tells, as far as these still end soon.
    private func endingHolidays(in notice: Int64, rules: Rules, at now: Date) throws -> [EndingHolidays] {
        let schools = try String.fetchSet(
            cachedStatement(sql: "SELECT school FROM holiday_notices WHERE notice = ?"), arguments: [notice])
        if schools.isEmpty { return [] }
        let directory = rules.directory
        return EndingHolidays.of(directory, on: directory.clock.day(of: now)).filter { schools.contains($0.school.rawValue) }
    }

    /// The follow-ups of which a notice tells something, as far as they are still open.
    private func open(_ sort: Trouble.Sort, in notice: Int64) throws -> [Int64] {
        try Int64.fetchAll(
            cachedStatement(
                sql: """
                    SELECT follow_ups.id FROM troubles JOIN follow_ups ON follow_ups.id = subject
                    WHERE notice = ? AND sort = ? AND status = 'open' AND \(Self.isForReader) ORDER BY follow_ups.id
                    """), arguments: [notice, sort.rawValue, notice])
    }

    /// Whoever is excluded from a case is told of none of its follow-ups, operator or not (promise 6).
    private static let isForReader = """
        NOT EXISTS (
            SELECT 1 FROM exclusions JOIN messages AS mine ON mine.id = ? AND mine.recipient = person
            WHERE exclusions.case_code = follow_ups.case_code)
        """
}
