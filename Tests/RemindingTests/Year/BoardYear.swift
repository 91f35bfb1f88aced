import FollowUps
import Foundation
import Reminding
import Store
import Synchronization
import StoreTestSupport
import TestSupport

/// A board's school year in one go, or several: people open cases, fall ill, and close what they have to do early, in time, late or far too late,
/// with one outcome or another. What they do comes from a seed; who is reminded when, from the real planner over a real database.
///
/// People act on the hour. A pass runs every ten minutes unless the plan says otherwise, as under cron, if there is anything for it to do.
final class BoardYear {
    struct Plan {
        var schools = 20
        var staff = 30
        var cases = 150
        var seed: UInt64
        var first = Plan.usualFirst
        var years = 1
        var policies = Policies()
        /// Seconds between two passes.
        var pause: TimeInterval = 600

        static let usualFirst = Day(number: 20_689)  // Monday 24 August 2026
        /// So that each begins on a Monday.
        static let daysOfYear = 364
        var days: Int { years * Plan.daysOfYear }
    }

    /// As it was when a follow-up had the policy of its urgency alone, and acute ones were repeated every four hours for as long as they were open.
    static let policiesOfUrgencyAlone = Policies([
        "quiet": .normal, "yearly": .normal, "training": .normal,
        "acute": Policy(steps: Policy.acute.steps, repeat: [Term(4, .hours)], window: .always),
    ])

    /// A case about somebody of the staff, which is the board's alone.
    struct Secret {
        let since: Date
        let excluded: Set<PersonID>
        /// An answer in it told of the suspicion.
        let beganLater: Bool
    }

    let plan: Plan
    let board: Board
    let store: Store
    let sent: Sent
    let log = RecordedLog()
    private(set) var silence = Silence()
    /// From when on who may hear nothing of which case.
    private(set) var secrets: [CaseCode: Secret] = [:]
    /// What is or was open in those cases.
    private(set) var secretFollowUps: [Int64: CaseCode] = [:]
    private(set) var schools: [CaseCode: School] = [:]
    private(set) var owned: [PersonID: Int] = [:]
    private(set) var mostOwned: [PersonID: Int] = [:]

    let rules: Ruleset
    private var random: SeededGenerator
    private var agenda = Agenda()
    private var known: [Int64: FollowUp] = [:]
    private var heard = 0
    private let time: Time

    /// - Parameter areMailsRead: whether each is rendered, and looked through.
    init(_ plan: Plan, store: Store? = nil, areMailsRead: Bool = true) throws {
        self.plan = plan
        board = try Board(schools: plan.schools, staff: plan.staff, policies: plan.policies, from: plan.first, years: plan.years)
        rules = board.rules
        self.store = try store ?? Store()
        sent = try Sent(rules, isRead: areMailsRead)
        random = SeededGenerator(state: plan.seed)
        time = Time(Board.clock.instant(plan.first, .midnight))
    }

    /// The UTC instant at which the year is over.
    var end: Date { Board.clock.start(of: plan.first.adding(days: plan.days)) }

    /// - Parameter meanwhile: what else happens after each pass, at its instant.
    func live(meanwhile: (PassSetup, Date) async throws -> Void = { _, _ in }) async throws {
        try await begin()
        let time = time
        let numbers = Atomic<Int>(0)
        let setup = PassSetup(
            rules: rules, renderer: sent, transports: [.mail: Accepting()], retry: EveryMinute(),
            newMessageID: { "m\(numbers.add(1, ordering: .relaxed).newValue)@school.example" })
        let pass = Pass(outbox: store.outbox, setup: setup, clock: { time.now }, logger: log.logger)
        while true {
            let nextPass = try await store.outbox.nextInstant().map(atAPass) ?? .distantFuture
            let next = min(nextPass, agenda.next ?? .distantFuture)
            guard next < end else { break }
            let present = max(next, time.now)
            time.now = present
            if let planned = agenda.next, planned <= present {
                for plan in agenda.take(until: present) { try await carryOut(plan, at: present) }
            } else {
                try await pass.run()
                try await readMail()
                try await meanwhile(setup, present)
            }
        }
        time.now = end
    }

    // MARK: What there is from the start

    private func begin() async throws {
        let start = Board.clock.instant(plan.first, .midnight)
        let change = Change(rules: rules, actor: "import", now: start)
        // A training is passed on some day and holds for two years.
        if let training = rules.catalogues.first.kind("medewerker-training") {
            for employee in board.employees {
                guard let school = employee.school else { continue }
                let expires = plan.first.adding(days: random.below(730))
                let due = Due.on(expires, urgency: training.urgency, in: rules.directory.calendar(of: school))
                try await open(training, at: school, employee: employee.id, due: due, by: change)
            }
        }
        try await beginYear(0)
        for year in 1..<max(1, plan.years) { agenda.write(.beginYear(year), at: Board.clock.start(of: firstDay(of: year))) }
    }

    private func firstDay(of year: Int) -> Day { plan.first.adding(days: year * Plan.daysOfYear) }

    private func beginYear(_ number: Int) async throws {
        let first = firstDay(of: number)
        let change = Change(rules: rules, actor: "import", now: Board.clock.start(of: first))
        let year = SchoolYear(containing: first)
        for school in rules.directory.schools {
            let entries = SchoolYearPlan(year, kinds: rules.catalogues.first.kinds, today: first, calendar: school.calendar).entries
            let seeds = entries.compactMap { entry in
                entry.kind.owner(employee: nil).map { owner in
                    FollowUpSeed(
                        NewFollowUp(kind: entry.kind, school: school.id, owner: owner, due: entry.due, note: Marks.note),
                        unless: .openOrOf(year.days))
                }
            }
            for case .opened(let opened, _) in try await store.followUps.openMissing(seeds, by: change) { takeUp(opened.followUp) }
        }
        for index in 0..<plan.cases {
            agenda.write(.openCase(number * plan.cases + index), at: workingHour(on: first.adding(days: random.below(320))))
        }
        for month in 0..<12 { agenda.write(.goAway, at: workingHour(on: first.adding(months: month))) }
    }

    private func open(_ kind: Kind, at school: SchoolID, employee: PersonID? = nil, due: Due, by change: Change) async throws {
        guard let owner = kind.owner(employee: employee) else { return }
        takeUp(
            try await store.followUps.open(
                NewFollowUp(kind: kind, school: school, employee: employee, owner: owner, due: due, note: Marks.note), by: change
            )
            .followUp)
    }

    // MARK: What people do

    private func carryOut(_ plan: Agenda.Plan, at moment: Date) async throws {
        switch plan {
        case .beginYear(let number): try await beginYear(number)
        case .openCase(let number): try await openCase(number, at: moment)
        case .end(let id): try await end(id, at: moment)
        case .goAway: try await goAway(at: moment)
        }
    }

    private func openCase(_ number: Int, at moment: Date) async throws {
        let school = rules.directory.schools[random.below(plan.schools)]
        // Own cases get the next code, so of several years those leave room.
        let code = CaseCode("D-\(1000 * (number / plan.cases + 1) + number % plan.cases * (plan.years > 1 ? 6 : 1))")
        // One in thirty is about somebody of the staff from the start, and tells who may not hear of it even as the one who opens it.
        let isAboutStaff = number % 30 == 0
        let starts = rules.catalogues.first.kinds.filter { $0.scope == .case && $0.startsByHand && $0.id != "medewerker-melden" }
        let start: KindID =
            isAboutStaff ? "medewerker-melden" : random.chance(70) ? "signalen-vastleggen" : starts[random.below(starts.count)].id
        let accused = isAboutStaff ? school.roles["leerkracht"].map { [$0] } ?? [] : []
        let openings = [start, "dossier-controle"].compactMap { rules.catalogues.first.kind($0) }.compactMap { kind -> NewFollowUp? in
            guard let owner = kind.owner(employee: nil), let term = kind.term ?? kind.repeat else { return nil }
            let due = Due.after(term, from: moment, urgency: kind.urgency, in: school.calendar)
            return NewFollowUp(kind: kind, school: school.id, caseCode: code, owner: owner, due: due, note: Marks.note)
        }
        let actor = school.roles["leerkracht"]?.rawValue ?? Marks.login
        let change = Change(rules: rules, actor: isAboutStaff ? Marks.login : actor, now: moment)
        schools[code] = school
        silence.opens(code, at: moment)
        let opened = try await store.cases.open(code, at: school.id, with: openings, excluding: Set(accused), by: change).opened
        for followUp in opened { takeUp(followUp, openedBy: change.actor) }
        try await letGoOfWithdrawn(in: code, at: moment)
    }

    private func end(_ id: Int64, at moment: Date) async throws {
        guard let followUp = known[id], let kind = rules.catalogues.first.kind(followUp.kind) else { return }
        // What is the board's alone somebody closes on its behalf.
        let isKept = followUp.caseCode.map { secrets[$0] != nil } ?? false
        let actor = isKept ? Marks.login : rules.directory.holder(of: followUp.owner, at: followUp.school)?.rawValue ?? Marks.login
        let change = Change(rules: rules, actor: actor, now: moment)
        let outcome = random.chance(2) && followUp.caseCode != nil ? nil : answer(to: kind)
        do {
            guard let outcome else {
                _ = try await store.followUps.cancel(id, reason: Marks.reason, by: change)
                return letGo(followUp, at: moment)
            }
            let result = try await store.followUps.close(id, with: outcome.id, on: nil, reason: outcome.needsReason ? Marks.reason : nil, by: change)
            // What was opened comes first: a case is not silent between one follow-up and the next.
            for opened in result.opened { takeUp(opened, openedBy: actor) }
            letGo(followUp, at: moment)
            for withdrawn in result.withdrawn { letGo(withdrawn, at: moment) }
            if let code = followUp.caseCode { try await letGoOfWithdrawn(in: code, at: moment) }
            if outcome.closesCase, let code = followUp.caseCode { silence.closes(code, at: moment) }
        } catch StoreError.caseNotDone {
            // Something else is still open in the case: then it is closed some other day.
            agenda.write(.end(followUp: id), at: workingHour(on: Board.clock.day(of: moment).adding(days: 1 + random.below(14))))
        }
    }

    /// Any outcome is as likely as another, but for one that opens something acute: an emergency is rare.
    private func answer(to kind: Kind) -> Outcome {
        let outcome = kind.outcomes[random.below(kind.outcomes.count)]
        let isEmergency = outcome.then.contains { rules.catalogues.first.kind($0.kind)?.urgency == .acute }
        return isEmergency && kind.urgency != .acute && random.chance(80) ? answer(to: kind) : outcome
    }

    /// What gave way to something that was opened since: the alarm of a case that went on, a closing that came too early, a talk with a parent who
    /// may not hear of it first.
    private func letGoOfWithdrawn(in code: CaseCode, at moment: Date) async throws {
        for followUp in known.values.filter({ $0.caseCode == code }).sorted(by: { $0.id < $1.id })
        where try await store.followUps.followUp(followUp.id).followUp.status != .open {
            letGo(followUp, at: moment)
        }
    }

    /// Three in a hundred are away for some days, deputies among them.
    private func goAway(at moment: Date) async throws {
        let today = Board.clock.day(of: moment)
        for _ in 0..<max(1, board.employees.count * 3 / 100) {
            let person = board.employees[random.below(board.employees.count)]
            let first = today.adding(days: random.below(20))
            let absence = Absence(person: person.id, days: first...first.adding(days: 2 + random.below(20)))
            // Some are away already.
            do { try await store.absences.setAway(absence, by: "directie", at: moment) } catch StoreError.awayAlready {}
        }
    }

    // MARK: What people know

    /// Follow-ups that nobody opened by hand are noticed in the mail.
    private func readMail() async throws {
        let mails = sent.since(heard)
        heard += mails.count
        for mail in mails {
            for item in mail.items {
                if known[item.followUp.id] == nil, item.followUp.status == .open {
                    takeUp(try await store.followUps.followUp(item.followUp.id).followUp)
                }
                guard let code = item.followUp.caseCode else { continue }
                silence.isMoving(code, at: mail.at)
                try await letGoOfWithdrawn(in: code, at: mail.at)
            }
        }
    }

    private func takeUp(_ followUp: FollowUp, openedBy actor: String = Marks.login) {
        known[followUp.id] = followUp
        keepSecret(followUp, openedBy: actor)
        agenda.write(.end(followUp: followUp.id), at: whenDone(followUp))
        if let code = followUp.caseCode, counts(followUp) { silence.has(followUp.id, open: true, in: code, at: followUp.openedAt) }
        guard let owner = rules.directory.holder(of: followUp.owner, at: followUp.school) else { return }
        owned[owner, default: 0] += 1
        mostOwned[owner] = max(mostOwned[owner, default: 0], owned[owner, default: 0])
    }

    /// A suspicion about somebody of the staff makes the case the board's, with all that is open in it: nobody at any school hears of it from then
    /// on, but for whoever told of it; and they are asked for nothing more.
    private func keepSecret(_ followUp: FollowUp, openedBy actor: String) {
        guard let code = followUp.caseCode else { return }
        if secrets[code] == nil, rules.catalogues.first.kind(followUp.kind)?.excludes.isEmpty == false {
            secrets[code] = Secret(
                since: followUp.openedAt, excluded: Set(board.employees.map(\.id)).subtracting([PersonID(actor)]),
                beganLater: known.values.contains { $0.caseCode == code && $0.id != followUp.id })
            for other in known.values where other.caseCode == code { secretFollowUps[other.id] = code }
        }
        if secrets[code] != nil { secretFollowUps[followUp.id] = code }
    }

    private func letGo(_ followUp: FollowUp, at moment: Date) {
        guard known.removeValue(forKey: followUp.id) != nil else { return }
        if let code = followUp.caseCode {
            silence.isMoving(code, at: moment)
            if counts(followUp) { silence.has(followUp.id, open: false, in: code, at: moment) }
        }
        if let owner = rules.directory.holder(of: followUp.owner, at: followUp.school) { owned[owner, default: 0] -= 1 }
    }

    private func counts(_ followUp: FollowUp) -> Bool { rules.catalogues.first.kind(followUp.kind)?.countsForCase ?? true }

    /// Most things are done in time, some late, a few when everybody has long been asking.
    private func whenDone(_ followUp: FollowUp) -> Date {
        let opened = Board.clock.day(of: followUp.openedAt)
        if case .instant(let due) = followUp.due {
            let hours = random.chance(70) ? 1 + random.below(2) : random.chance(80) ? 3 + random.below(5) : 20 + random.below(10)
            return due.addingTimeInterval(Double(hours) * 3600)
        }
        let due = followUp.due.day(Board.clock)
        let calendar = rules.directory.calendar(of: followUp.school)
        let day: Day
        switch random.below(100) {
        case ..<55: day = opened.adding(days: random.below(max(1, due.number - opened.number)))
        case ..<80: day = due
        case ..<92: day = calendar.day(from: due, schoolDays: 1 + random.below(4))
        case ..<98: day = calendar.day(from: due, schoolDays: 5 + random.below(8))
        default: day = calendar.day(from: due, schoolDays: 13 + random.below(18))
        }
        return max(workingHour(on: day), followUp.openedAt.addingTimeInterval(3600))
    }

    private func workingHour(on day: Day) -> Date {
        let hour = 9 + random.below(7)
        return Board.clock.instant(day, TimeOfDay(hour: hour, minute: 0) ?? .midnight)
    }

    /// The moment of the first pass that sees an instant.
    private func atAPass(_ instant: Date) -> Date {
        Date(timeIntervalSince1970: (instant.timeIntervalSince1970 / plan.pause).rounded(.up) * plan.pause)
    }
}

/// The present of a year.
private final class Time: Sendable {
    private let instant: Mutex<Date>

    init(_ start: Date) { instant = Mutex(start) }

    var now: Date {
        get { instant.withLock { $0 } }
        set { instant.withLock { $0 = newValue } }
    }
}

/// A mail server that takes everything.
private struct Accepting: MessageTransport {
    let concurrency = 4
    func send(_ message: OutgoingMessage) async -> DeliveryResult { .accepted }
}
