import Foundation
import FollowUps
import GRDB
import TestSupport
import Testing

@testable import Store

/// A day that must exist.
func day(_ text: String) -> Day {
    guard let day = Day(text) else {
        Issue.record("\(text) is no day")
        return Day(number: 0)
    }
    return day
}

let amsterdam = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)

/// `2026-12-07 08:00` on the wall in Amsterdam.
func at(_ text: String) -> Date {
    let words = text.split(separator: " ")
    guard words.count == 2, let time = TimeOfDay(words[1]) else {
        Issue.record("\(text) is no instant")
        return .distantPast
    }
    return amsterdam.instant(day(String(words[0])), time)
}

func wall(_ instant: Date) -> String { String(amsterdam.iso8601(instant).prefix(16)).replacing("T", with: " ") }

extension KindID {
    static let caseStart: KindID = "begin"
    static let caseCheck: KindID = "nakijken"
    static let caseEnd: KindID = "sluiten"
    /// What the program calls its own alarm.
    static let caseSilent: KindID = "silent-case"
}

extension CaseKinds {
    /// With the alarm of the program's own.
    static let usual = CaseKinds(start: .caseStart, check: .caseCheck, closing: .caseEnd, owner: "ib")
}

/// A school with its rules, over a real database.
final class World {
    let store: Store
    var directory: Directory
    private let numbers = Counter()
    /// What the ids of its messages begin with; two worlds over one database need two.
    var messageIDStart = "m"
    var otherCatalogues: [Catalogue] = []
    var earlierCatalogues: [Catalogue] = []
    /// Who is told what went wrong.
    var operatorPerson: PersonID?
    /// Over what they are told when mail does not work.
    var noticeChannel: ChannelID?

    init(_ store: Store? = nil, ib: Person? = nil) throws {
        self.store = try store ?? Store()
        let calendar = SchoolCalendar(clock: amsterdam, holidays: [day("2026-12-19")...day("2027-01-03"), day("2030-07-06")...day("2030-08-18")])
        directory = Directory(
            clock: amsterdam,
            schools: [
                School(
                    id: "vlieger", name: "De Vlieger", region: "noord", roles: ["ib": "ib", "directie": "directie", "bestuur": "bestuur"],
                    calendar: calendar),
                School(id: "regenboog", name: "De Regenboog", region: "noord", roles: ["ib": "ib2"], calendar: calendar),
            ],
            people: [
                ib ?? Person(id: "ib", name: "IB", email: "ib@v.example", deputy: "ib2"),
                Person(id: "ib2", name: "IB 2", email: "ib2@v.example", deputy: "ib"),
                Person(id: "directie", name: "Directie", email: "d@v.example"), Person(id: "bestuur", name: "Bestuur", email: "b@v.example"),
            ])
    }

    private static func kind(
        _ id: KindID, scope: Kind.Scope = .case, urgency: Urgency = .normal, term: Term? = Term(2, .weeks), titleGiven: Bool = false,
        _ outcomes: [Outcome]
    ) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "5a", scope: scope, owner: .role("ib"), urgency: urgency, term: term,
            titleGiven: titleGiven, outcomes: outcomes)
    }

    private static func outcome(_ id: OutcomeID, _ then: [Consequence] = [], _ exceptions: [Outcome.Exception] = []) -> Outcome {
        Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then, exceptions: exceptions, ends: then.isEmpty)
    }

    var catalogue = Catalogue(
        kinds: [
            kind(
                "hulp",
                [
                    outcome("ja", [Consequence("effect")]), outcome("wachtlijst", [Consequence("hulp")]),
                    outcome(
                        "nee", [Consequence("gesprek", in: Term(3, .schoolDays))],
                        [.init(.times(2), then: [Consequence("effect"), Consequence("acuut")], isAddition: false)]),
                    outcome("kapot", [Consequence("effect"), Consequence("bestaat-niet")]),
                ]),
            kind(
                "effect",
                [
                    outcome("goed", [Consequence("effect")], [.init(.inARow(2), then: [Consequence("gesprek")], isAddition: false)]),
                    outcome("slecht", [Consequence("effect")]),
                ]),
            kind("gesprek", [outcome("klaar"), outcome("niet-verschenen", [Consequence("hulp")])]),
            kind("acuut", urgency: .acute, term: Term(0, .hours), [outcome("klaar")]),
            kind("spoed", urgency: .urgent, term: Term(1, .days), [outcome("klaar")]),
            kind("taak", scope: .free, term: nil, titleGiven: true, [outcome("klaar")]),
        ], roles: [], caseKinds: CaseKinds(owner: "ib"))

    func rules(_ policies: Policies = Policies(), fingerprint: String = "") -> Ruleset {
        Ruleset(
            catalogues: Catalogues(catalogue, otherCatalogues, earlier: earlierCatalogues, for: directory.schools), directory: directory,
            policies: policies, operatorPerson: operatorPerson, noticeChannel: noticeChannel,
            fingerprint: fingerprint)
    }

    func change(_ now: String, by actor: String = "juf") -> Change { Change(rules: rules(), actor: actor, now: at(now)) }

    /// Opens one as an outcome does, so that a case may have several of a kind.
    @discardableResult
    func open(
        _ kind: KindID = "hulp", due: String = "2026-12-07", urgency: Urgency = .normal, case code: String? = "2026-1", title: String? = nil,
        owner: Owner = .role("ib"),
        now: String = "2026-11-22 12:00", by actor: String = "juf"
    ) throws -> FollowUp {
        let kind = try #require(catalogue.kind(kind))
        let opening = NewFollowUp(
            kind: kind, title: title, school: "vlieger", caseCode: code.map { CaseCode($0) }, owner: owner,
            due: kind.urgency == .acute ? .instant(at(due)) : .day(day(due)))
        return try store.connection.writer.write { db in
            try Transaction.run(by: change(now, by: actor), in: db) { transaction in
                try transaction.checkAccess(to: opening.caseCode)
                return try transaction.followUp(transaction.open(opening, origin: nil))
            }
        }
    }

    /// Whose roles see something of a school on the pages.
    static func withPages() throws -> World {
        let world = try World()
        world.catalogue = Catalogue(
            kinds: world.catalogue.kinds,
            roles: [
                Role(id: "ib", title: LocalizedText(nl: "ib"), sees: .cases), Role(id: "directie", title: LocalizedText(nl: "d"), sees: .school),
                Role(id: "bestuur", title: LocalizedText(nl: "b"), sees: .figures),
            ])
        return world
    }

    @discardableResult
    func plan(_ now: String, limit: Int = 100) async throws -> PlanningReport {
        try await store.outbox.plan(at: at(now), rules: rules(), limit: limit, newMessageID: newMessageID)
    }

    /// The cases that are kept from somebody.
    func hidden(from person: PersonID, _ now: String = "2026-11-23 12:00") async throws -> Set<CaseCode> {
        try await store.cases.hidden(from: person, rules: rules(), at: at(now))
    }

    /// Plans and claims, for five minutes.
    func claim(_ now: String, plan planned: Bool = true, limit: Int = 100) async throws -> [MessageDraft] {
        if planned { try await plan(now) }
        return try await store.outbox.claim(at: at(now), rules: rules(), lease: 300, limit: limit)
    }

    /// Plans and claims, and has the first message refused for now until another time.
    @discardableResult
    func refuseFirst(_ now: String, until next: String) async throws -> MessageDraft {
        let draft = try #require(try await claim(now).first)
        try await record(draft.message, .tryAgain(at: at(next), possiblyDelivered: false, error: "451"), now)
        return draft
    }

    @discardableResult
    func record(_ claimed: Message, _ disposition: DeliveryDisposition, _ now: String) async throws -> [UnreachableAudience] {
        try await store.outbox.record([(claimed, disposition)], at: at(now), rules: rules(), newMessageID: newMessageID)
    }

    /// Plans, claims and says of everything that it was sent; one line for each message.
    func pass(_ now: String) async throws -> [String] {
        try await claim(now).asyncMap { draft in
            try await record(draft.message, .sent, now)
            return World.line(draft)
        }
    }

    static func line(_ draft: MessageDraft) -> String {
        "\(draft.message.recipient) \(draft.message.channel): " + draft.items.map { "\($0.followUp.id) \($0.reminder.step)" }.joined(separator: ", ")
    }

    /// Lets the daemon run until a moment: in the week before it the clock has made no leap.
    func runs(until now: String) async throws {
        _ = try await store.outbox.watchClock(at: at(now).addingTimeInterval(-8 * 86_400), rules: rules())
        try sql("UPDATE clock SET latest = \(Int(at(now).timeIntervalSince1970))")
    }

    /// Runs SQL past the store's methods, as another program might.
    func sql(_ text: String) throws { try store.connection.onWriterNow { db in try db.execute(sql: text) } }

    func count(_ from: String) throws -> Int {
        try store.connection.onWriterNow { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(from)") ?? -1 }
    }

    var newMessageID: @Sendable () -> String {
        { [numbers, messageIDStart] in "\(messageIDStart)\(numbers.next())@test.example" }
    }
}

/// A folder that is gone when the test has ended.
final class Scratch {
    let path = NSTemporaryDirectory() + "opvolg-store-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}
