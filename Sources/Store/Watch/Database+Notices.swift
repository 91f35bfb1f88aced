import Foundation
import FollowUps
import GRDB

extension Database {
    /// What a notice says now to its recipient; nil when it is none, or nothing of it holds any more.
    func notice(in message: Int64, rules: Ruleset, at now: Date) throws -> Notice? {
        guard
            let reader = try PersonID.fetchOne(
                cachedStatement(sql: "SELECT recipient FROM messages WHERE id = ? AND purpose = 'notice'"), arguments: [message])
        else { return nil }
        let told = NoticeScope(
            hidden: try hiddenCases(from: reader, rules: rules, access: Planner(rules, self).access(at: now)), rules: rules)
        let notice = Notice(
            undelivered: try stuck(.undelivered, "messages.state = 'failed'", in: message, told, at: now),
            late: try stuck(.late, "messages.next_attempt_at IS NOT NULL AND \(OperatorNotifier.isLate)", in: message, told, at: now),
            unreached: try open(.unreached, in: message, told), silenced: try silenced(in: message, told),
            passedOn: try open(.passedOn, in: message, told), unplanned: try open(.unplanned, in: message, told),
            endingHolidays: try endingHolidays(in: message, rules: rules, at: now),
            unreadMails: try Int.fetchOne(
                cachedStatement(sql: "SELECT count(*) FROM unread_mails WHERE notice = ?"), arguments: [message]) ?? 0,
            mailboxOutage: try Int.fetchOne(
                cachedStatement(sql: "SELECT 1 FROM mailbox_outage WHERE id = 1 AND notice = ?"), arguments: [message]
            ).flatMap { _ in try mailboxOutage() }, outages: try outages(toldIn: message),
            missedBackup: try Int.fetchOne(
                cachedStatement(sql: "SELECT 1 FROM backup_notices WHERE notice = ?"), arguments: [message]
            ).flatMap { _ in try missedBackup(rules, at: now) })
        return notice.isEmpty ? nil : notice
    }

    func missedBackup(_ rules: Ruleset, at now: Date) throws -> MissedBackup? {
        MissedBackup(last: try lastBackup(), begun: rules.expectsBackups ? try begun() : nil, at: now)
    }

    private struct NoticeScope {
        /// The cases that are kept from the reader, operator or not (promise 6).
        let hidden: Set<CaseCode>
        let rules: Ruleset
    }

    /// Whether a follow-up's id may be told; never for a case that is kept from roles.
    private func mayBeTold(_ row: Row, _ told: NoticeScope) throws -> Bool {
        // A row that cannot be read is reported all the same.
        guard let code = row[FollowUp.Column.case_code.rawValue] as CaseCode? else { return true }
        return try !told.hidden.contains(code) && !people(of: code, by: told.rules).isKeptFromRoles
    }

    private func stuck(_ sort: Incident.Sort, _ condition: String, in notice: Int64, _ told: NoticeScope, at now: Date) throws -> [Notice
        .UndeliveredMessage]
    {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT messages.* FROM troubles JOIN messages ON messages.id = subject
                    WHERE notice = :notice AND sort = :sort AND \(condition) ORDER BY messages.id
                    """), arguments: ["notice": notice, "sort": sort, "now": now.unixSeconds]
        ).map { row in
            let message = try Message(row)
            let followUps = try Row.fetchAll(
                cachedStatement(
                    sql: """
                        SELECT DISTINCT \(FollowUp.columns) FROM message_reminders JOIN reminders ON reminders.id = reminder
                        JOIN follow_ups ON follow_ups.id = follow_up WHERE message = ? AND left_out = 0 ORDER BY follow_ups.id
                        """), arguments: [message.id])
            return Notice.UndeliveredMessage(
                message: message.id, channel: message.channel, since: message.heldSince ?? message.firstAttemptAt,
                followUps: try followUps.compactMap { row in try mayBeTold(row, told) ? row[FollowUp.Column.id.rawValue] : nil },
                lastError: message.lastError)
        }
    }

    /// The schools of a notice whose holidays still end soon.
    private func endingHolidays(in notice: Int64, rules: Ruleset, at now: Date) throws -> [EndingHolidays] {
        let schools = try SchoolID.fetchSet(
            cachedStatement(sql: "SELECT school FROM holiday_notices WHERE notice = ?"), arguments: [notice])
        if schools.isEmpty { return [] }
        let directory = rules.directory
        return EndingHolidays.of(directory, on: directory.clock.day(of: now)).filter { schools.contains($0.school) }
    }

    /// The channels of a notice that are still out.
    private func outages(toldIn notice: Int64) throws -> [Notice.Outage] {
        let told = try ChannelID.fetchSet(cachedStatement(sql: "SELECT channel FROM outage_notices WHERE notice = ?"), arguments: [notice])
        if told.isEmpty { return [] }
        return try outages().filter { told.contains($0.channel) }.map { outage in
            let counts = try Row.fetchOne(
                cachedStatement(
                    sql: """
                        SELECT count(*), count(*) FILTER (WHERE priority = ?1) FROM messages
                        WHERE channel = ?2 AND next_attempt_at IS NOT NULL AND purpose <> 'notice'
                        """), arguments: [Urgency.acute.priority, outage.channel])
            return Notice.Outage(outage, waiting: counts?[0] ?? 0, acute: counts?[1] ?? 0)
        }
    }

    /// The follow-ups of a notice that are still open.
    private func open(_ sort: Incident.Sort, in notice: Int64, _ told: NoticeScope) throws -> [Int64] {
        try troubled(sort, in: notice).compactMap { row in try mayBeTold(row, told) ? row[FollowUp.Column.id.rawValue] : nil }
    }

    /// Who could not be reached about cases that are kept from roles.
    private func silenced(in notice: Int64, _ told: NoticeScope) throws -> [UnreachableAudience.UnnamedAudience] {
        let found = try troubled(.unreached, in: notice).compactMap { row -> UnreachableAudience.UnnamedAudience? in
            guard let followUp = try? FollowUp(row), let code = followUp.caseCode else { return nil }
            let people = try people(of: code, by: told.rules)
            return people.isKeptFromRoles ? .init(owner: people.owner(inPlaceOf: followUp.owner), school: followUp.school) : nil
        }
        return Set(found).sorted { ($0.school, $0.owner.description) < ($1.school, $1.owner.description) }
    }

    private func troubled(_ sort: Incident.Sort, in notice: Int64) throws -> [Row] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT \(FollowUp.columns) FROM troubles JOIN follow_ups ON follow_ups.id = subject
                    WHERE notice = ? AND sort = ? AND status = 'open' ORDER BY follow_ups.id
                    """), arguments: [notice, sort])
    }
}
