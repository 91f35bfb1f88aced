import Configuration
import Foundation
import FollowUps
import Store

struct ServiceCondition {
    enum Level: String, Comparable {
        case ok, warning, critical

        var exitStatus: Int32 {
            switch self {
            case .ok: ExitStatus.done
            case .warning: ExitStatus.failed
            case .critical: ExitStatus.critical
            }
        }

        static func < (left: Level, right: Level) -> Bool { left.exitStatus < right.exitStatus }
    }

    struct Problem: Equatable {
        let level: Level
        let text: String
    }

    /// How long something that is due may wait.
    static let longestDelay: TimeInterval = 30 * 60

    /// Even when nothing is due, `opvolgd` runs at least once a day.
    static let longestSilence: TimeInterval = 24 * 3600
    /// How far the clocks of two programs may differ.
    static let clockTolerance: TimeInterval = 120
    /// In bytes: below the first somebody should make room, below the second the next write may fail.
    static let littleSpace: Int64 = 200_000_000
    static let noSpace: Int64 = 20_000_000

    private(set) var problems: [Problem] = []
    private let stored: StoreHealth?
    private let clock: WallClock
    private let freeSpace: Int64?
    private let isRetired: Bool

    /// For an instance whose files cannot be read; `problems` has a line for each mistake.
    init(wrongFiles problems: String) {
        stored = nil
        clock = WallClock(zone: .gmt)
        freeSpace = nil
        isRetired = false
        checkFiles(problems)
    }

    init(unusable reason: String, settings: Settings, freeSpace: Int64? = nil) {
        stored = nil
        clock = settings.service.clock
        self.freeSpace = freeSpace
        isRetired = false
        problems = [Problem(level: .critical, text: reason)]
        checkDisk(settings)
    }

    init(
        _ stored: StoreHealth, absences: [Absence] = [], silent: [SilentCase] = [], settings: Settings, wrongTemplates: String? = nil,
        schoolAccountProblem: String? = nil, standby: StandbyFinding = .active, now: Date, freeSpace: Int64? = nil
    ) {
        self.stored = stored
        clock = settings.service.clock
        self.freeSpace = freeSpace
        isRetired = if case .retired = standby { true } else { false }
        let limit = now.addingTimeInterval(-Self.longestDelay)
        if let problem = standby.problem { add(standby.maySend ? .warning : .critical, problem) }
        // A machine that is retired does nothing, and that is right.
        if !isRetired, let since = [stored.nextLookOfAll, stored.oldestUnsent].compactMap({ $0 }).min(), since < limit {
            if (stored.lastPass ?? .distantPast) < limit {
                let last = stored.lastPass.map { "the last pass ended at \(clock.toTheMinute($0))" } ?? "there has been no pass at all"
                // The time would reveal something that is kept from roles (promise 6).
                let told = [stored.nextLook, stored.oldestUnsent].compactMap { $0 }.min()
                let when = told == since ? " since \(clock.toTheMinute(since)), when something was due" : ", although something is due"
                add(.critical, "nothing has been done\(when): \(last); is opvolgd running?")
            } else if let oldest = stored.oldestUnsent, oldest < limit {
                add(.warning, "a message has waited since \(clock.toTheMinute(oldest)); opvolg message list shows why")
            }
        }
        if !stored.unnotified.isEmpty {
            let ids = stored.unnotified.map(String.init).joined(separator: ", ")
            add(.critical, "nobody heard of follow-up \(ids): its messages were given up; mend the cause, then opvolg message retry --failed")
        }
        if stored.unnotifiedInHidden > 0 {
            add(.critical, "nobody heard of something that is kept from some: its messages were given up; see opvolg message list --failed")
        }
        for (id, reason) in stored.unplannable.sorted(by: { $0.key < $1.key }) {
            add(.critical, "follow-up \(id) cannot be planned, so nobody is reminded of it: \(reason); mend that, it is tried again every hour")
        }
        if stored.unplannableInHidden > 0 {
            add(.critical, "something that is kept from some cannot be planned, so nobody is reminded of it; see opvolg list, and mend what it says")
        }
        for (id, reason) in stored.unwritable.sorted(by: { $0.key < $1.key }) {
            add(
                .critical,
                "message \(id) cannot be written: \(reason); mend that, it is tried again every hour; opvolg message show \(id) tells what is in it")
        }
        if stored.failedLately > 0 {
            add(.warning, "\(stored.failedLately) messages were given up in the last 7 days; opvolg message list --failed shows them")
        }
        for outage in stored.outages {
            add(
                outage.since < limit ? .critical : .warning,
                "\(outage.channel) cannot be used since \(clock.toTheMinute(outage.since)), and what goes over it waits: \(outage.reason); "
                    + "tried again at \(clock.toTheMinute(outage.retryAt)), or at once after systemctl reload opvolgd")
        }
        checkMailbox(stored.mailbox, now)
        for (channel, reason) in stored.channelsOff.sorted(by: { $0.key < $1.key }) {
            add(.warning, "channel \(channel) is turned off: \(reason); opvolg message retry ID turns it on again")
        }
        if let wrongTemplates { checkFiles(wrongTemplates) }
        if let schoolAccountProblem { add(.warning, "nobody can sign in with the school's account: \(schoolAccountProblem)") }
        checkClock(now)
        checkDisk(settings)
        checkBackup(settings.backup, now)
        for dossier in silent { add(.warning, Self.sentence(dossier)) }
        let routing = Routing(directory: settings.directory, absences: absences)
        let today = settings.service.clock.day(of: now)
        for person in Set(absences.filter { $0.days.contains(today) }.map(\.person)).sorted() {
            if let gap = routing.gap(for: person, on: today) { add(.warning, StandInWarning.text(gap)) }
        }
        for warning in HolidayWarning.all(settings, on: today) { add(.warning, warning) }
        for school in settings.directory.schools {
            for role in settings.rules.rolesWithoutHolder(at: school.id) {
                add(.warning, "nobody holds the role \"\(role.id)\" at \(school.id); fill it under [school.roles]")
            }
        }
    }

    private mutating func checkMailbox(_ mailbox: MailboxCondition, _ now: Date) {
        if let outage = mailbox.outage {
            add(
                outage.since < now.addingTimeInterval(-Self.longestSilence) ? .critical : .warning,
                "the bounce mailbox cannot be read since \(clock.toTheMinute(outage.since)), so a mail that comes back goes unnoticed: \(outage.reason)"
            )
        }
        if mailbox.unread > 0 {
            add(
                .warning,
                "\(mailbox.unread == 1 ? "1 mail waits" : "\(mailbox.unread) mails wait") unread in the bounce mailbox, not understood by opvolg; read it there"
            )
        }
    }

    private mutating func checkClock(_ now: Date) {
        guard let stored else { return }
        if let known = stored.clock {
            let times = "\(clock.toTheMinute(known.latest)), and it is \(clock.toTheMinute(now))"
            switch known.finding {
            case .behind, .believed:
                add(.warning, "the clock was set back: something was done at \(times); set it right, or reminders wait for it for a day")
            case .returned: add(.warning, "the clock was wrong: it showed \(times); the next pass undoes what that did")
            case .usual, .goesOn, .leap, .caughtUp:
                if known.latest > now.addingTimeInterval(Self.clockTolerance) {
                    add(.warning, "the clock was set back: something was done at \(times); set it right")
                }
            }
        }
        if !stored.doubtfulDues.isEmpty {
            let ids = stored.doubtfulDues.map(String.init).joined(separator: ", ")
            add(
                .warning,
                "the due day of follow-up \(ids) was named while the clock was wrong; look whether it is right, and give it again: opvolg reschedule ID DAY"
            )
        }
        if let last = stored.lastPass, last < now.addingTimeInterval(-Self.longestSilence), level < .critical {
            add(.warning, "the last pass ended at \(clock.toTheMinute(last)), more than a day ago; is opvolgd running?")
        }
    }

    private mutating func checkBackup(_ settings: BackupSettings, _ now: Date) {
        guard let stored, let missed = MissedBackup(last: stored.lastBackup, begun: settings.isExpected ? stored.begun : nil, at: now) else { return }
        let last = missed.last.map { "the last backup is of \(clock.toTheMinute($0))" } ?? "there has been no backup at all"
        add(
            missed.weeks > 0 ? .critical : .warning,
            "\(last); opvolg backup makes one in \(settings.folder) and says what is wrong, and opvolg-backup.timer does so every night")
    }

    private mutating func checkFiles(_ problems: String) {
        let lines = problems.split(whereSeparator: \.isNewline)
        let others = lines.count > 1 ? " (and \(lines.count - 1) more; opvolg check shows them)" : ""
        add(.critical, "opvolgd would not start: \(lines.first ?? "")\(others)")
    }

    private mutating func checkDisk(_ settings: Settings) {
        guard let freeSpace, freeSpace < Self.littleSpace else { return }
        add(
            freeSpace < Self.noSpace ? .critical : .warning,
            "\(freeSpace / 1_000_000) MB is free on the disk of \(settings.service.database); make room, or nothing can be recorded")
    }

    var level: Level { problems.map(\.level).max() ?? .ok }

    /// One line for a monitor, then one for each other problem, then the numbers.
    var sheet: DetailReport {
        let worst = problems.first { $0.level == level }
        let headline = "\(level.rawValue): \(worst?.text ?? numbers)"
        let others = problems.filter { $0 != worst }.map { "\($0.level.rawValue): \($0.text)" }
        return DetailReport(members: members, lines: [headline] + others + details)
    }

    private var numbers: String {
        stored.map { "\($0.open) open, \($0.overdue) overdue, \($0.waiting) messages waiting, \($0.failed) given up" } ?? ""
    }

    private var details: [String] {
        guard let stored else { return [] }
        return DetailReport.lines([
            ("open", String(stored.open)), ("overdue", String(stored.overdue)), ("messages waiting", String(stored.waiting)),
            ("messages given up", String(stored.failed)), ("last pass", stored.lastPass.map(clock.toTheMinute) ?? "never"),
            ("last pass took", stored.lastPassTook.map { "\(($0 * 100).rounded() / 100) s" }),
            ("next look", stored.nextLook.map(clock.toTheMinute) ?? "nothing is open"),
            ("last backup", stored.lastBackup.map(clock.toTheMinute) ?? "never"),
            ("disk free", freeSpace.map { "\($0 / 1_000_000) MB" } ?? "unknown"),
        ])
    }

    private var members: [(key: String, field: Field)] {
        func number(_ value: Int?) -> Field { value.map { .number($0) } ?? .none }
        return [
            ("status", .text(level.rawValue)), ("retired", .flag(isRetired)),
            ("problems", .list(problems.map { .object([("level", .text($0.level.rawValue)), ("text", .text($0.text))]) })),
            ("open", number(stored?.open)), ("overdue", number(stored?.overdue)), ("waiting", number(stored?.waiting)),
            ("failed", number(stored?.failed)), ("oldest_unsent", .text((stored?.oldestUnsent).map(clock.iso8601))),
            ("last_pass", .text((stored?.lastPass).map(clock.iso8601))),
            ("last_pass_took_ms", number((stored?.lastPassTook).map { Int(($0 * 1000).rounded()) })),
            ("next_look", .text((stored?.nextLook).map(clock.iso8601))),
            ("last_backup", .text((stored?.lastBackup).map(clock.iso8601))),
            ("disk_free", freeSpace.map { .number(Int($0)) } ?? .none), ("channels_off", .texts((stored?.channelsOff ?? [:]).keys.sorted())),
            ("outages", .list((stored?.outages ?? []).map(outage))),
            ("mailbox_outage_since", .text((stored?.mailbox.outage?.since).map(clock.iso8601))), ("mailbox_unread", number(stored?.mailbox.unread)),
            (
                "schools",
                .list(
                    (stored?.schools ?? []).map {
                        .object([
                            ("school", .text($0.school.isBoard ? nil : $0.school.rawValue)), ("open", .number($0.open)),
                            ("overdue", .number($0.overdue)),
                        ])
                    })
            ),
        ]
    }

    private func outage(_ outage: ChannelOutage) -> Field {
        .object([
            ("channel", .text(outage.channel)), ("since", .text(clock.iso8601(outage.since))), ("retry_at", .text(clock.iso8601(outage.retryAt))),
            ("reason", .text(outage.reason)),
        ])
    }

    private static func sentence(_ silent: SilentCase) -> String {
        guard let first = silent.unowned.first else {
            return "case \(silent.code) is open and nobody has anything to do in it; open what comes next, or run: opvolg case close \(silent.code)"
        }
        let ids = silent.unowned.map(String.init).joined(separator: ", ")
        return "case \(silent.code) waits for somebody who is not there any more (follow-up \(ids)); run: opvolg assign \(first) PERSON|ROLE"
    }

    private mutating func add(_ level: Level, _ text: String) { problems.append(Problem(level: level, text: text)) }
}
