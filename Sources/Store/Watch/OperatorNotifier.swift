import Foundation
import FollowUps
import GRDB

/// Notifies the operator of incidents, in one notice a day at most, or sooner when nothing can be delivered. The notice
/// is planned in the transaction that meets the incident, and joins one that waits already: while something has not
/// been told, a notice waits.
struct OperatorNotifier {
    /// Seconds after its first attempt from which a message is late.
    static let lateAfter: Int64 = 4 * 3600
    /// Seconds before an outage is reported: one that is over by then needs nobody.
    static let outageReportedAfter: Int64 = 900

    private let operatorPerson: PersonID
    /// A channel other than mail; nil for none.
    private let secondWay: ChannelID?
    private let rules: Ruleset
    private let planner: Planner
    private let now: Date

    /// Nil when there is no operator.
    init?(_ rules: Ruleset, _ planner: Planner, now: Date) {
        guard let person = rules.operatorPerson else { return nil }
        operatorPerson = person
        secondWay = rules.noticeChannel
        self.rules = rules
        self.planner = planner
        self.now = now
    }

    /// Notifies of what planning met, late messages, ending holidays, the mailbox, outages and missed backups.
    func tell(of report: PlanningReport, _ db: Database, newMessageID: () -> String) throws {
        let incidents = report.unreached.map { Incident($0) } + report.failed.map { Incident(.unplanned, $0.followUp) }
        try tell(incidents + late(db), db, newMessageID: newMessageID)
        let today = planner.directory.clock.day(of: now)
        try tell(of: EndingHolidays.of(planner.directory, on: today), db, newMessageID: newMessageID)
        try reportMailbox(db, newMessageID: newMessageID)
        try reportOutages(db, newMessageID: newMessageID)
        try reportMissedBackup(db, newMessageID: newMessageID)
    }

    /// Notifies of a failed message. If that was a notice, what it said goes to the deputy, or to the operator again
    /// the next day.
    func tell(ofFailed message: Message, nobodyReached: [UnreachableAudience], _ db: Database, newMessageID: () -> String) throws {
        if message.purpose == .notice { return try passOn(message, db, newMessageID: newMessageID) }
        try tell([Incident(.undelivered, message.id)] + nobodyReached.map { Incident($0) }, db, newMessageID: newMessageID)
    }

    private func tell(_ incidents: [Incident], avoiding tried: Set<PersonID> = [], _ db: Database, newMessageID: () -> String) throws {
        if incidents.isEmpty { return }
        let reader = planner.noticeReader(operatorPerson, avoiding: tried, at: now)
        // An empty notice would show that there is something its reader may not know of.
        let hidden = try db.hiddenCases(from: reader, rules: rules, access: planner.access(at: now))
        let incidents = try incidents.filter { try mayBeTold($0, hidden, db) }
        if incidents.isEmpty { return }
        let weights = try incidents.compactMap { try weight(of: $0, db) }
        let notice = try notice(
            to: reader, urgency: weights.map(\.urgency).max() ?? .normal, windows: weights.map(\.window), db, newMessageID: newMessageID)
        let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO troubles (notice, sort, subject) VALUES (?, ?, ?)")
        for incident in incidents { try insert.execute(arguments: [notice, incident.sort, incident.subject]) }
    }

    /// Whether an incident may be reported to somebody from whom some cases are hidden. Of cases kept from roles nobody
    /// hears more than that somebody could not be reached.
    private func mayBeTold(_ incident: Incident, _ hidden: Set<CaseCode>, _ db: Database) throws -> Bool {
        switch incident.sort {
        case .undelivered, .late: return true
        case .unplanned, .unreached, .passedOn:
            let code = try CaseCode.fetchOne(
                db.cachedStatement(sql: "SELECT case_code FROM follow_ups WHERE id = ?"), arguments: [incident.subject])
            guard let code else { return true }
            if try db.people(of: code, by: rules).isKeptFromRoles { return incident.sort == .unreached }
            return !hidden.contains(code)
        }
    }

    /// Each school and stage is reported in one notice only.
    private func tell(of ending: [EndingHolidays], _ db: Database, newMessageID: () -> String) throws {
        if ending.isEmpty { return }
        let told = try db.cachedStatement(sql: "SELECT 1 FROM holiday_notices WHERE school = ? AND last_day = ? AND stage = ?")
        let new = try ending.filter { school in
            try Int.fetchOne(told, arguments: [school.school, school.lastDay?.description ?? "", school.stage]) == nil
        }
        if new.isEmpty { return }
        let notice = try notice(to: planner.noticeReader(operatorPerson, at: now), urgency: .normal, windows: [], db, newMessageID: newMessageID)
        let insert = try db.cachedStatement(sql: "INSERT INTO holiday_notices (school, last_day, stage, notice) VALUES (?, ?, ?, ?)")
        for school in new {
            try insert.execute(arguments: [school.school, school.lastDay?.description ?? "", school.stage, notice])
        }
    }

    /// Reports each mail that somebody has to read once, and a mailbox that cannot be read once per outage.
    private func reportMailbox(_ db: Database, newMessageID: () -> String) throws {
        let conditions = [
            "unread_mails": "notice IS NULL",
            "mailbox_outage": "id = 1 AND notice IS NULL AND since <= \(now.unixSeconds - MailboxOutage.reportedAfter)",
        ]
        let tables = try conditions.keys.sorted().filter { table in
            try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM \(table) WHERE \(conditions[table] ?? "") LIMIT 1")) != nil
        }
        if tables.isEmpty { return }
        let notice = try notice(to: planner.noticeReader(operatorPerson, at: now), urgency: .normal, windows: [], db, newMessageID: newMessageID)
        for table in tables { try db.execute(sql: "UPDATE \(table) SET notice = ? WHERE notice IS NULL", arguments: [notice]) }
    }

    /// Reports channels that are out while something waits for them, once per outage and over another channel.
    private func reportOutages(_ db: Database, newMessageID: () -> String) throws {
        let outages = try db.outages().filter { $0.since.unixSeconds <= now.unixSeconds - Self.outageReportedAfter }
        if outages.isEmpty { return }
        let told = try db.cachedStatement(sql: "SELECT 1 FROM outage_notices WHERE channel = ? AND since = ?")
        let waiting = try db.cachedStatement(
            sql: "SELECT max(priority) FROM messages WHERE channel = ? AND next_attempt_at IS NOT NULL AND purpose <> 'notice'")
        let way = try noticeChannel(db)
        for outage in outages where outage.channel != way {
            guard try Int.fetchOne(told, arguments: [outage.channel, outage.since.unixSeconds]) == nil,
                let priority = try Int.fetchOne(waiting, arguments: [outage.channel]),
                let urgency = Urgency(priority: priority)
            else { continue }
            let reader = planner.noticeReader(operatorPerson, at: now)
            if way != .mail { try moveWaiting(of: reader, to: way, db) }
            let notice = try notice(
                to: reader, urgency: urgency, windows: [planner.policies[urgency].window], isPressing: way != .mail, db, newMessageID: newMessageID)
            try db.cachedStatement(
                sql: """
                    INSERT INTO outage_notices (channel, since, notice) VALUES (?, ?, ?)
                    ON CONFLICT (channel) DO UPDATE SET since = excluded.since, notice = excluded.notice
                    """
            ).execute(arguments: [outage.channel, outage.since.unixSeconds, notice])
        }
    }

    /// Reports a missed night, and again every week in which no backup is made.
    private func reportMissedBackup(_ db: Database, newMessageID: () -> String) throws {
        guard let missed = try db.missedBackup(rules, at: now) else { return }
        let since = missed.last?.unixSeconds ?? 0
        let told = try db.cachedStatement(sql: "SELECT 1 FROM backup_notices WHERE since = ? AND weeks >= ?")
        guard try Int.fetchOne(told, arguments: [since, missed.weeks]) == nil else { return }
        let notice = try notice(to: planner.noticeReader(operatorPerson, at: now), urgency: .normal, windows: [], db, newMessageID: newMessageID)
        try db.cachedStatement(sql: "INSERT INTO backup_notices (since, weeks, notice) VALUES (?, ?, ?)")
            .execute(arguments: [since, missed.weeks, notice])
    }

    /// Mail, or the second channel when mail has been out for a while.
    private func noticeChannel(_ db: Database) throws -> ChannelID {
        guard let secondWay, let outage = try db.outage(of: .mail), outage.since.unixSeconds <= now.unixSeconds - Self.outageReportedAfter,
            try db.outage(of: secondWay) == nil,
            try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM channels_off WHERE channel = ?"), arguments: [secondWay]) == nil
        else { return .mail }
        return secondWay
    }

    /// Notices that wait for mail, and were never sent, go over the other channel.
    private func moveWaiting(of reader: PersonID, to way: ChannelID, _ db: Database) throws {
        let waiting = "recipient = ? AND purpose = 'notice' AND channel = 'mail' AND state = 'queued' AND possibly_delivered = 0"
        for notice in try db.storedMessages(where: waiting, [reader]) { try db.apply(.moved(to: way), to: notice) }
    }

    private func passOn(_ failed: Message, _ db: Database, newMessageID: () -> String) throws {
        let incidents = try Row.fetchAll(db.cachedStatement(sql: "SELECT sort, subject FROM troubles WHERE notice = ?"), arguments: [failed.id])
            .map { Incident(try $0.value("sort", of: "troubles"), $0["subject"]) }
        try tell(incidents, avoiding: [failed.recipient], db, newMessageID: newMessageID)
        let reader = planner.noticeReader(operatorPerson, avoiding: [failed.recipient], at: now)
        for table in ["holiday_notices", "unread_mails", "mailbox_outage", "outage_notices", "backup_notices"]
        where try Int.fetchOne(db, sql: "SELECT 1 FROM \(table) WHERE notice = ?", arguments: [failed.id]) != nil {
            let isPressing = table == "outage_notices"
            let next = try notice(
                to: reader, urgency: .normal, windows: isPressing ? [planner.policies[.acute].window] : [], isPressing: isPressing, db,
                newMessageID: newMessageID)
            try db.execute(sql: "UPDATE \(table) SET notice = ? WHERE notice = ?", arguments: [next, failed.id])
        }
        // A retry of the failed notice has nothing to say any more, or it would be told twice.
        try db.cachedStatement(sql: "DELETE FROM troubles WHERE notice = ?").execute(arguments: [failed.id])
    }

    /// The notice that waits for this reader and of which nobody has a copy, or a new one.
    private func notice(
        to reader: PersonID, urgency: Urgency, windows: [Window], isPressing: Bool = false, _ db: Database, newMessageID: () -> String
    ) throws -> Int64 {
        let channel = try noticeChannel(db)
        let previous = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT max(coalesce(sent_at, first_attempt_at)) FROM messages
                    WHERE recipient = ?1 AND purpose = 'notice' AND (state <> 'queued' OR possibly_delivered) AND (NOT ?2 OR channel = ?3)
                    """), arguments: [reader, isPressing, channel]
        ).map { Date(timeIntervalSince1970: Double($0)) }
        let instant = planner.noticeInstant(windows: windows, previous: previous, isPressing: isPressing, at: now).wholeSecond
        let waiting = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id FROM messages
                    WHERE recipient = ? AND channel = ? AND purpose = 'notice' AND state = 'queued' AND possibly_delivered = 0
                    """), arguments: [reader, channel])
        if let waiting {
            try db.apply(.noticeJoined(urgency, sendAt: instant, isPressing: isPressing), to: waiting)
            return waiting
        }
        let entry = OutboxEntry(.queued(notBefore: instant), over: channel, .notice, urgency)
        return try db.insertMessage(entry, to: reader, messageID: newMessageID())
    }

    private func late(_ db: Database) throws -> [Incident] {
        let condition = "next_attempt_at IS NOT NULL AND purpose <> 'notice' AND \(Self.isLate)"
        return try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT id FROM messages WHERE \(condition) ORDER BY id"),
            arguments: ["now": now.unixSeconds]
        ).map { Incident(.late, $0) }
    }

    /// A message that could not be read was never tried, but has an error.
    static let isLate = """
        (coalesce(held_since, first_attempt_at) <= :now - \(lateAfter) OR (attempts = 0 AND last_error IS NOT NULL AND held_since IS NULL))
        """

    /// The urgency and window of what an incident is about; nil when that is gone.
    private func weight(of incident: Incident, _ db: Database) throws -> (urgency: Urgency, window: Window)? {
        switch incident.sort {
        case .undelivered, .late:
            let priority = try Int.fetchOne(db.cachedStatement(sql: "SELECT priority FROM messages WHERE id = ?"), arguments: [incident.subject])
            return priority.flatMap(Urgency.init(priority:)).map { ($0, planner.policies[$0].window) }
        case .unplanned, .unreached, .passedOn:
            let row = try Row.fetchOne(
                db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE id = ?"), arguments: [incident.subject])
            guard let row, let urgency = Urgency.fromDatabaseValue(row["urgency"]) else { return nil }
            // What is wrong with it may be that it cannot be read.
            return (urgency, ((try? FollowUp(row)).map(planner.policy(of:)) ?? planner.policies[urgency]).window)
        }
    }
}
