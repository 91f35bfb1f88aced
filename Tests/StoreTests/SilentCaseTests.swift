import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("A case in which nobody has anything to do")
struct SilentCaseTests {
    private let code = CaseCode("2026-1")

    private static func kind(_ id: KindID, counts: Bool = true, _ outcomes: [Outcome]) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
            countsForCase: counts, outcomes: outcomes)
    }

    private static func outcome(_ id: OutcomeID, _ then: [Consequence] = [], closes: Bool = false) -> Outcome {
        Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then, ends: then.isEmpty, closesCase: closes)
    }

    /// A talk, which counts or not, a check that does not, and an end.
    private static func catalogue(talkCounts: Bool = true) -> Catalogue {
        Catalogue(
            kinds: [
                kind("gesprek", counts: talkCounts, [outcome("klaar"), outcome("weer", [Consequence("gesprek")])]),
                kind(.caseCheck, counts: false, [outcome("in-orde", [Consequence(.caseCheck)])]), kind(.caseEnd, [outcome("gesloten", closes: true)]),
            ], roles: [], caseKinds: .usual)
    }

    /// With a case that has a talk, 1, and a check, 2, due on Monday 7 December.
    private func world(excluding: Set<PersonID> = []) async throws -> World {
        let world = try World()
        world.catalogue = Self.catalogue()
        _ = try await world.store.cases.open(
            code, at: "vlieger", with: [try opening("gesprek", in: world), try opening(.caseCheck, in: world)], excluding: excluding,
            by: world.change("2026-11-22 12:00", by: "ib"))
        return world
    }

    private func opening(_ kind: KindID, in world: World, owner: Owner = .role("ib")) throws -> NewFollowUp {
        NewFollowUp(kind: try #require(world.catalogue.kind(kind)), school: "vlieger", caseCode: code, owner: owner, due: .day(day("2026-12-07")))
    }

    private func silent(_ world: World) async throws -> [SilentCase] { try await world.store.cases.silent(by: world.rules()) }

    /// What is open, and `!` where it is an alarm.
    private func open(_ world: World) async throws -> [String] {
        try await world.store.followUps.list(FollowUpFilter()).map(\.followUp).sorted { $0.id < $1.id }.map {
            "\($0.id)" + ($0.kind == .caseSilent ? "!" : "")
        }
    }

    @Test("alarms its IB when the window opens on the next school day, whoever left it so, and then the directie")
    func alarm() async throws {
        let world = try await world()
        // A Friday.
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-27 10:00", by: "ib"))
        let alarm = try await world.store.followUps.followUp(3)
        #expect(alarm.followUp.kind == .caseSilent && alarm.followUp.due == .day(day("2026-11-30")))
        #expect(alarm.nextReminder == at("2026-11-30 08:00"))
        #expect(try await world.store.history.entries(of: 3).map(\.actor) == ["opvolg"])
        #expect(try await silent(world) == [SilentCase(code: code, unowned: [])])
        #expect(try await world.pass("2026-11-27 16:00") == [])
        #expect(try await world.pass("2026-11-29 16:00") == [])
        #expect(try await world.pass("2026-11-30 08:00") == ["ib mail: 3 0"])
        #expect(try await world.pass("2026-12-02 08:00") == ["ib mail: 3 +2sd"])
        #expect(try await world.pass("2026-12-07 08:00").contains("directie mail: 3 +5sd"))
    }

    @Test("alarms an IB on its day who else gets everything in a weekly digest")
    func noDigest() async throws {
        let world = try World(ib: Person(id: "ib", name: "IB", email: "ib@v.example", digest: .weekly(.thursday)))
        world.catalogue = Self.catalogue()
        _ = try await world.store.cases.open(code, at: "vlieger", with: [], by: world.change("2026-11-27 10:00", by: "juf"))
        #expect(try await world.pass("2026-11-30 08:00") == ["ib mail: 2 0"])
    }

    @Test("does not go on because its alarm was closed or cancelled: another follows, until something is opened")
    func goesOn() async throws {
        let world = try await world()
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-27 10:00"))
        let closed = try await world.store.followUps.close(3, with: "opgepakt", on: nil, reason: nil, by: world.change("2026-11-30 09:00"))
        #expect(closed.opened == [])
        #expect(try await open(world) == ["2", "4!"])
        _ = try await world.store.followUps.cancel(4, reason: "x", by: world.change("2026-11-30 10:00"))
        #expect(try await open(world) == ["2", "5!"])
        #expect(try await world.store.followUps.followUp(5).nextReminder == at("2026-12-01 08:00"))
        _ = try await world.store.followUps.open(opening("gesprek", in: world), by: world.change("2026-11-30 11:00"))
        #expect(try await open(world) == ["2", "6"])
        #expect(try await world.store.history.entries(of: 5).map(\.action) == [.opened, .withdrawn])
        #expect(try await silent(world) == [])
        #expect(try await world.pass("2026-12-01 08:00") == ["ib mail: 6 open"])
    }

    @Test("has no alarm when it is closed, and has one again when it is reopened with nothing to do")
    func closed() async throws {
        let world = try await world()
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-27 10:00"))
        let result = try await world.store.cases.close(code, by: world.change("2026-11-27 11:00"))
        #expect(result.cancelled.map(\.id) == [2, 3])
        #expect(try await open(world) == [])
        #expect(try await silent(world) == [])
        #expect(try await world.pass("2026-11-30 08:00") == [])
        _ = try await world.store.cases.reopen(code, with: [], reason: nil, by: world.change("2026-11-30 10:00"))
        #expect(try await open(world) == ["4!"])
    }

    @Test("is looked at whatever was done: what is reopened keeps it going, what is closed with the last follow-up asks for the end instead")
    func roads() async throws {
        let world = try await world()
        _ = try await world.store.followUps.close(1, with: "weer", on: nil, reason: nil, by: world.change("2026-11-24 10:00"))
        _ = try await world.store.followUps.cancel(3, reason: "x", by: world.change("2026-11-24 10:01"))
        #expect(try await open(world) == ["2", "4!"])
        _ = try await world.store.followUps.reopen(1, reason: "x", by: world.change("2026-11-24 10:02"))
        #expect(try await open(world) == ["1", "2"])
        _ = try await world.store.followUps.close(1, with: "klaar", on: nil, reason: nil, by: world.change("2026-11-24 10:03"))
        #expect(try await open(world) == ["2", "5"])
        #expect(try await world.store.followUps.followUp(5).followUp.kind == .caseEnd)
    }

    @Test("alarms the next person where the IB is excluded from it")
    func excluded() async throws {
        let world = try await world(excluding: ["ib"])
        #expect(try await world.pass("2026-11-23 08:00") == ["ib2 mail: 1 open, 2 open"])
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-27 10:00"))
        #expect(try await world.pass("2026-11-30 08:00") == ["ib2 mail: 3 0"])
        _ = try await world.store.cases.exclude("ib2", from: code, by: world.change("2026-11-30 09:00"), newMessageID: world.newMessageID)
        #expect(try await world.pass("2026-12-02 08:00") == ["directie mail: 3 +2sd"])
    }

    @Test("is also one whose owner has left the files, or whose role nobody fills, until it is handed over")
    func ownerLeft() async throws {
        let world = try await world()
        _ = try await world.store.followUps.assign(1, to: .person("ib2"), by: world.change("2026-11-22 13:00"))
        let people = world.directory.people
        world.directory = Directory(clock: amsterdam, schools: world.directory.schools, people: people.filter { $0.id != "ib2" })
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "less"), at: at("2026-11-23 07:00")))
        #expect(try await open(world) == ["1", "2", "3!"])
        #expect(try await world.store.followUps.followUp(3).nextReminder == at("2026-11-24 08:00"))
        #expect(try await silent(world) == [SilentCase(code: code, unowned: [1])])
        _ = try await world.store.followUps.assignAll(of: .person("ib2"), to: .role("conciërge"), by: world.change("2026-11-23 08:00"))
        #expect(try await open(world) == ["1", "2", "3!"])
        _ = try await world.store.followUps.assign(1, to: .role("ib"), by: world.change("2026-11-23 09:00"))
        #expect(try await open(world) == ["1", "2"])
    }

    @Test("is also one that fell silent because the catalogue was edited, or before there was an alarm for it")
    func replanned() async throws {
        let world = try await world()
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "a"), at: at("2026-11-23 07:00")))
        world.catalogue = Self.catalogue(talkCounts: false)
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "b"), at: at("2026-11-23 07:01")))
        #expect(try await open(world) == ["1", "2", "3!"])
        #expect(try await !world.store.outbox.replan(with: world.rules(fingerprint: "b"), at: at("2026-11-23 07:02")))
        // As a program of before would have left it.
        try world.sql("UPDATE follow_ups SET status = 'cancelled', ended_at = 1, next_at = NULL WHERE id = 3")
        try world.sql("UPDATE facts SET value = 'b' WHERE name = 'planned_with'")
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "b"), at: at("2026-11-23 07:03")))
        #expect(try await open(world) == ["1", "2", "4!"])
        world.catalogue = Self.catalogue()
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "a"), at: at("2026-11-23 07:04")))
        #expect(try await open(world) == ["1", "2"])
    }

    @Test("is not one that has a follow-up which cannot be read, and such a one stops no change")
    func unreadable() async throws {
        let world = try await world()
        try world.sql("UPDATE follow_ups SET due_day = '2026-99-99' WHERE id = 1")
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-24 10:00"))
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "x"), at: at("2026-11-24 10:00")))
        #expect(try await silent(world) == [] && world.count("follow_ups") == 2)
    }

    /// As if everything that is open were read, and none of it found by an index.
    private func silentOfAll(_ world: World) throws -> [SilentCase] {
        try world.store.connection.onWriterNow { db in
            var work = CaseActivity(world.rules(), people: try db.specialPeople(by: world.rules()))
            let rows = try Row.fetchAll(db, sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE status = 'open' ORDER BY id")
            for row in rows { work.add(row) }
            let open = try CaseCode.fetchAll(db, sql: "SELECT code FROM cases WHERE closed_at IS NULL ORDER BY code")
            return open.filter { work[$0].isSilent }.map { SilentCase(code: $0, unowned: work[$0].unowned) }
        }
    }

    @Test("is found among many, whatever made it so", arguments: 0..<4)
    func among(many seed: Int) async throws {
        let world = try World()
        world.catalogue = Self.catalogue()
        let owners: [Owner] = [.role("ib"), .role("bestuur"), .person("ib2"), .person("directie"), .role("niemand")]
        for number in 0..<40 {
            let (code, school): (CaseCode, SchoolID) = (CaseCode("2026-\(number)"), number % 3 == 0 ? "regenboog" : "vlieger")
            let kinds: [[KindID]] = [["gesprek", .caseCheck], [.caseCheck], [], ["gesprek"]]
            let openings = try kinds[(number + seed) % 4].map {
                NewFollowUp(
                    kind: try #require(world.catalogue.kind($0)), school: school, caseCode: code, owner: owners[(number / 2 + seed) % 5],
                    due: .day(day("2026-12-07")))
            }
            let change = world.change("2026-11-22 12:00")
            _ = try await world.store.cases.open(code, at: school, with: openings, by: change)
            if number % 7 == 0 { _ = try? await world.store.cases.close(code, by: world.change("2026-11-22 13:00")) }
        }
        // Of all roles of these cases somebody else, who is gone, is the holder.
        try world.sql(
            "INSERT INTO case_holders (case_code, role, person) SELECT code, 'ib', 'ib2' FROM cases WHERE CAST(substr(code, 6) AS INTEGER) % 5 = \(seed)"
        )
        try world.sql(
            "DELETE FROM steps; DELETE FROM reminders; UPDATE follow_ups SET status = 'cancelled', ended_at = 1, next_at = NULL WHERE id % 11 = \(seed)"
        )
        world.directory = Directory(clock: amsterdam, schools: world.directory.schools, people: world.directory.people.filter { $0.id != "ib2" })
        let silent = try await silent(world)
        #expect(silent == (try silentOfAll(world)))
        #expect(silent.contains { $0.unowned.isEmpty } && silent.contains { !$0.unowned.isEmpty } && silent.count < 40)
    }
}
