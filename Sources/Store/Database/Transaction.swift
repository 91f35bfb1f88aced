import Foundation
import FollowUps
import GRDB

/// By what rules a change is made, by whom, and when.
public struct Change: Sendable {
    public let rules: Ruleset
    /// A person's id, the login name of whoever runs the command, or `opvolg` for what happens by itself.
    public let actor: String
    /// Who does it in the actor's name; nil when they do it themselves.
    public let through: String?
    public let now: Date

    public init(rules: Ruleset, actor: String, through: String? = nil, now: Date) {
        self.rules = rules
        self.actor = actor
        self.through = through
        self.now = now.wholeSecond
    }
}

extension Connection {
    /// One transaction that changes follow-ups or cases. `canBePutOff` is as for `write`.
    func change<Value: Sendable>(
        by change: Change, canBePutOff: Bool = false, _ work: @escaping @Sendable (Transaction) throws -> Value
    ) async throws -> Value {
        try await changeOrTakeBack(by: change, canBePutOff: canBePutOff) { (.commit, try work($0)) }
    }

    /// The same, but the work may roll back.
    func changeOrTakeBack<Value: Sendable>(
        by change: Change, canBePutOff: Bool = false, _ work: @escaping @Sendable (Transaction) throws -> (Database.TransactionCompletion, Value)
    ) async throws -> Value {
        try await writeOrTakeBack(canBePutOff: canBePutOff) { db in try Transaction.run(by: change, in: db, work) }
    }
}

/// One transaction that changes follow-ups or cases.
///
/// Only `run` begins and ends one, and every change is written to the history. So no change can leave a follow-up
/// without a next instant (promise 1), or a silent case without its alarm (promise 2).
struct Transaction {
    let db: Database
    let change: Change
    let planner: Planner
    private let changedCases: ChangedCases

    /// The cases that were changed, and whether their people were.
    private final class ChangedCases {
        var isAboutPeople: [CaseCode: Bool] = [:]
    }

    static func run<Value>(by change: Change, in db: Database, _ work: (Transaction) throws -> Value) throws -> Value {
        let transaction = try Transaction(db, change)
        let value = try work(transaction)
        try transaction.finish()
        return value
    }

    private init(_ db: Database, _ change: Change) throws {
        self.db = db
        self.change = change
        changedCases = ChangedCases()
        // First, so that nothing builds on what a wrong clock did.
        try db.watchClock(change.now, rules: change.rules)
        planner = try Planner(change.rules, db)
        try db.noteChange(by: change.rules)
        try db.keep(change.rules.catalogueTexts, at: change.now)
    }

    private init(_ other: Transaction, by actor: String) {
        db = other.db
        change = Change(rules: other.change.rules, actor: actor, now: other.change.now)
        planner = other.planner
        changedCases = other.changedCases
    }

    func by(_ actor: String) -> Transaction { Transaction(self, by: actor) }

    var now: Int64 { change.now.unixSeconds }

    func followUp(_ id: Int64) throws -> FollowUp {
        let find = try db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE id = ?")
        guard let row = try Row.fetchOne(find, arguments: [id]) else {
            throw StoreError.noSuchFollowUp(id)
        }
        return try FollowUp(row)
    }

    /// For a change. Throws `noSuchFollowUp`, also when its case is kept from the actor (promise 6).
    func followUpToChange(_ id: Int64) throws -> FollowUp {
        let followUp = try followUp(id)
        if let code = followUp.caseCode, try isKeptFromActor(code, at: followUp.school) { throw StoreError.noSuchFollowUp(id) }
        return followUp
    }

    /// For a change. Throws `noSuchCase`, also when the case is kept from the actor (promise 6).
    func caseToChange(_ code: CaseCode) throws -> Case {
        let dossier = try knownCase(code)
        if try isKeptFromActor(code, at: dossier.school) { throw StoreError.noSuchCase(code) }
        return dossier
    }

    /// Whether the change's actor may see nothing of a case.
    func isKeptFromActor(_ code: CaseCode, at school: SchoolID) throws -> Bool {
        let actor = PersonID(change.actor)
        guard planner.directory.person(actor) != nil else { return false }
        return planner.access(at: change.now).isKept(from: actor, try db.people(of: code, by: change.rules), at: school)
    }

    func openFollowUp(_ id: Int64) throws -> FollowUp {
        let followUp = try followUpToChange(id)
        guard followUp.status == .open else { throw StoreError.notOpen(id, followUp.status) }
        return followUp
    }

    /// Writes a change that has been made to the history, and computes what follows from it.
    func write(_ action: HistoryEntry.Action, followUp id: Int64? = nil, caseCode: CaseCode? = nil, _ changes: [HistoryEntry.Change]) throws {
        try db.write(action, actor: change.actor, through: change.through, at: now, followUp: id, caseCode: caseCode, changes)
        if let id { try setNextLook(followUp(id)) }
        if let caseCode {
            let isAboutPeople = changedCases.isAboutPeople[caseCode] ?? false
            changedCases.isAboutPeople[caseCode] = isAboutPeople || [.excluded, .readmitted, .caseRole].contains(action)
        }
    }

    /// Computes what follows from the changes of cases. That may change them again: alarms open and close.
    private func finish() throws {
        for (code, isAboutPeople) in changedCases.isAboutPeople.sorted(by: { $0.key < $1.key }) {
            if isAboutPeople { for followUp in try openFollowUps(of: code) { try setNextLook(followUp) } }
            try watch(code)
        }
    }

    /// Computes the next instant and from when it is overdue. Does nothing for a follow-up that has ended.
    func setNextLook(_ followUp: FollowUp) throws {
        guard followUp.status == .open else { return }
        let subject = try PlanningSubject(followUp, db, change.rules)
        let next = planner.nextLook(at: subject, from: change.now)
        try db.cachedStatement(sql: "UPDATE follow_ups SET next_at = ?, overdue_from = ? WHERE id = ?").execute(
            arguments: [next.unixSeconds, followUp.due.overdueFrom(planner.directory.clock).unixSeconds, followUp.id])
    }
}

extension Planner {
    /// With the absences and the turned-off channels that the database knows.
    init(_ rules: Ruleset, _ db: Database) throws {
        self = rules.planner(absences: try db.absences(), channelsOff: try db.channelsOff())
    }
}

extension Absence {
    init(_ row: Row) throws {
        guard let first = (row["first_day"] as String?).flatMap({ Day($0) }), let last = (row["last_day"] as String?).flatMap({ Day($0) }),
            first <= last
        else { throw row.unreadable("first_day", of: "absences") }
        self.init(person: try row.value("person", of: "absences"), days: first...last, deputy: row["deputy"])
    }
}

extension PlanningSubject {
    /// With the steps of its present escalation that are done, and the people of its case.
    init(_ followUp: FollowUp, _ db: Database, _ rules: Ruleset) throws {
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT steps.step, planned_at, recipient FROM steps
                    LEFT JOIN reminders ON reminders.follow_up = steps.follow_up AND reminders.ladder = steps.ladder AND reminders.step = steps.step
                    WHERE steps.follow_up = ? AND steps.ladder = ?
                    """), arguments: [followUp.id, followUp.escalation.number])
        var plans: [String: StepPlan] = [:]
        while let row = try rows.next() {
            let (step, seconds, recipient): (String, Int64, PersonID?) = (row[0], row[1], row[2])
            let others = plans[step]?.recipients ?? []
            plans[step] = StepPlan(at: Date(timeIntervalSince1970: Double(seconds)), recipients: others.union(recipient.map { [$0] } ?? []))
        }
        self.init(
            followUp, stepsDone: Set(plans.keys), lastPlannedAt: plans.values.map(\.at).max(), plans: plans,
            people: try followUp.caseCode.map { try db.people(of: $0, by: rules) } ?? .ordinary)
    }
}

extension Database {
    /// Those that are not over for a month, so that those of all years are not read for each change. The latest recorded first. An absence that
    /// cannot be read must not stop every reminder, so that person counts as present.
    func absences() throws -> [Absence] {
        try Row.fetchAll(
            cachedStatement(
                sql: """
                    SELECT * FROM absences
                    WHERE last_day >= coalesce((SELECT date(coalesce(behind_to, latest), 'unixepoch', '-1 month') FROM clock), '') ORDER BY id DESC
                    """)
        ).compactMap { row in try? Absence(row) }
    }

    func channelsOff() throws -> Set<ChannelID> {
        try ChannelID.fetchSet(cachedStatement(sql: "SELECT channel FROM channels_off"))
    }
}
