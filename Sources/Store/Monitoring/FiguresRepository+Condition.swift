import Foundation
import FollowUps
import GRDB

public struct StoreHealth: Sendable, Equatable {
    public let open: Int
    public let overdue: Int
    public let waiting: Int
    public let failed: Int
    /// From when the message that has waited longest could have gone; nil when none is late.
    public let oldestUnsent: Date?
    public let lastPass: Date?
    /// In seconds.
    public let lastPassTook: TimeInterval?
    /// In order of school id; nil when not asked for.
    public let schools: [SchoolCounts]?
    /// The earliest next instant, of the follow-ups that may be counted.
    public let nextLook: Date?
    /// The same of all follow-ups. It only shows whether something is late, and is told to nobody.
    public let nextLookOfAll: Date?
    /// Messages given up, first tried in the last seven days.
    public let failedLately: Int
    /// Open follow-ups whose latest reminder reached nobody: its messages were given up, and no later one is planned.
    public let unnotified: [Int64]
    /// How many more there are in hidden cases.
    public let unnotifiedInHidden: Int
    /// Why each open follow-up in quarantine cannot be planned.
    public let unplannable: [Int64: String]
    /// How many more there are in hidden cases.
    public let unplannableInHidden: Int
    public let unwritable: [Int64: String]
    /// Why each channel was turned off.
    public let channelsOff: [ChannelID: String]
    public let outages: [ChannelOutage]
    public let mailbox: MailboxCondition
    /// Nil until an instant has been recorded.
    public let clock: Clock?
    /// Open follow-ups whose due day somebody named while the clock was wrong.
    public let doubtfulDues: [Int64]
    /// When the last nightly copy was made and found sound; nil when there has been none.
    public let lastBackup: Date?
    /// When the first entry of the history was written: from then on there is something to lose.
    public let begun: Date?

    public struct Clock: Sendable, Equatable {
        public let finding: ClockFinding
        public let latest: Date
    }

    public struct SchoolCounts: Sendable, Equatable {
        public let school: SchoolID
        public let open: Int
        public let overdue: Int
    }
}

extension FiguresRepository {
    /// `hidden` cases are kept from roles; nothing of them is counted or named.
    ///
    /// - Parameter bySchool: whether to count at each school, for which all that is open is gone through.
    public func condition(at now: Date, hiding hidden: Set<CaseCode> = [], bySchool: Bool = false) async throws -> StoreHealth {
        let seen = SQL.out(of: hidden)
        return try await connection.read { db in
            func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(sql)") ?? 0 }
            let seconds = now.unixSeconds
            let oldest = try Int64.fetchOne(
                db.cachedStatement(
                    sql: "SELECT min(coalesce(held_since, first_attempt_at, next_attempt_at)) FROM messages WHERE next_attempt_at IS NOT NULL"))
            func next(_ condition: SQL) throws -> Date? {
                try SQLRequest<Int64>(literal: "SELECT min(next_at) FROM follow_ups WHERE status = 'open' AND \(condition)").fetchOne(db)
                    .map { Date(timeIntervalSince1970: Double($0)) }
            }
            let off = try Row.fetchAll(db.cachedStatement(sql: "SELECT channel, reason FROM channels_off")).map { row in
                (try row.value("channel", of: "channels_off") as ChannelID, try row.text("reason", of: "channels_off"))
            }
            let unnotified = try Int64.fetchAll(db, sql: Self.unnotified)
            let unplannable = try db.unplannable()
            let named = Set(try db.seen(unplannable.keys.sorted(), hiding: hidden))
            return StoreHealth(
                open: try db.countOpen(hiding: hidden), overdue: try db.countOpen(overdueAt: seconds, hiding: hidden),
                waiting: try count("messages WHERE next_attempt_at IS NOT NULL"), failed: try count("messages WHERE state = 'failed'"),
                oldestUnsent: oldest.flatMap { $0 <= seconds ? Date(timeIntervalSince1970: Double($0)) : nil },
                lastPass: try db.lastPass(),
                lastPassTook: try db.fact(.lastPassTook).flatMap(Double.init),
                schools: bySchool ? try db.countOpenBySchool(overdueAt: seconds, hiding: hidden) : nil,
                nextLook: try next(seen), nextLookOfAll: try next("TRUE"),
                failedLately: try count("messages WHERE state = 'failed' AND first_attempt_at > \(seconds - 7 * 86_400)"),
                unnotified: try db.seen(unnotified, hiding: hidden),
                unnotifiedInHidden: try unnotified.count - db.seen(unnotified, hiding: hidden).count,
                unplannable: unplannable.filter { named.contains($0.key) }, unplannableInHidden: unplannable.count - named.count,
                unwritable: try db.unwritable(),
                channelsOff: Dictionary(off, uniquingKeysWith: { first, _ in first }), outages: try db.outages(), mailbox: try db.mailboxCondition(),
                clock: try db.clockRecord().map { .init(finding: $0.finding(at: now.wholeSecond), latest: $0.latest) },
                doubtfulDues: try db.doubtfulDues(hiding: hidden), lastBackup: try db.lastBackup(),
                begun: try db.begun())
        }
    }

    static let unnotified = """
        SELECT DISTINCT follow_ups.id FROM messages
        JOIN message_reminders ON message = messages.id AND left_out = 0
        JOIN reminders AS lost ON lost.id = reminder
        JOIN follow_ups ON follow_ups.id = lost.follow_up AND follow_ups.ladder = lost.ladder AND follow_ups.status = 'open'
        WHERE messages.state = 'failed' AND NOT EXISTS (
            SELECT 1 FROM reminders AS other JOIN message_reminders AS carried ON carried.reminder = other.id AND carried.left_out = 0
            JOIN messages AS heard ON heard.id = carried.message
            WHERE other.follow_up = lost.follow_up AND other.ladder = lost.ladder AND (other.step = lost.step OR other.id > lost.id)
                AND heard.state IN ('queued', 'sending', 'sent'))
        ORDER BY follow_ups.id
        """
}

/// What is hidden is counted by itself and taken off: only what is not looked at in the table can be counted in an index.
extension Database {
    fileprivate func countOpen(overdueAt seconds: Int64? = nil, hiding hidden: Set<CaseCode>) throws -> Int {
        let isCounted: SQL = seconds.map { "overdue_from <= \($0)" } ?? "TRUE"
        func count(_ condition: SQL) throws -> Int {
            try SQLRequest<Int>(literal: "SELECT count(*) FROM follow_ups WHERE \(condition) AND status = 'open' AND \(isCounted)").fetchOne(self)
                ?? 0
        }
        return try count("TRUE") - (hidden.isEmpty ? 0 : count("case_code IN \(hidden.sorted())"))
    }

    fileprivate func countOpenBySchool(overdueAt seconds: Int64, hiding hidden: Set<CaseCode>) throws -> [StoreHealth.SchoolCounts] {
        func counts(_ condition: SQL) throws -> [SchoolID: StoreHealth.SchoolCounts] {
            let rows = try SQLRequest<Row>(
                literal: """
                    SELECT school, count(*), total(overdue_from <= \(seconds)) FROM follow_ups WHERE \(condition) AND status = 'open'
                    GROUP BY school
                    """
            ).fetchAll(self).map { StoreHealth.SchoolCounts(school: $0[0], open: $0[1], overdue: $0[2]) }
            return Dictionary(rows.map { ($0.school, $0) }, uniquingKeysWith: { first, _ in first })
        }
        let unseen = hidden.isEmpty ? [:] : try counts("case_code IN \(hidden.sorted())")
        return try counts("TRUE").values.map { all in
            let unseen = unseen[all.school]
            return StoreHealth.SchoolCounts(
                school: all.school, open: all.open - (unseen?.open ?? 0), overdue: all.overdue - (unseen?.overdue ?? 0))
        }.filter { $0.open > 0 }.sorted { $0.school < $1.school }
    }

    fileprivate func seen(_ ids: [Int64], hiding hidden: Set<CaseCode>) throws -> [Int64] {
        if hidden.isEmpty { return ids }
        let found = try SQLRequest<Int64>(literal: "SELECT id FROM follow_ups WHERE id IN \(ids) AND \(SQL.out(of: hidden))").fetchSet(self)
        return ids.filter(found.contains)
    }
}
