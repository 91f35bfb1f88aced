import Foundation
import FollowUps
import GRDB
import StoreTestSupport
import Testing

@testable import Store

@Suite("Changing follow-ups")
struct ChangesTests {
    @Test("opening opens the case, looks again in the next window and writes history")
    func open() async throws {
        let world = try World()
        let followUp = try world.open()
        #expect(followUp.id == 1 && followUp.round == 1 && followUp.status == .open)
        #expect(try await world.store.cases.place(of: CaseCode("2026-1"))?.school == "vlieger")
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-11-23 08:00"))
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-23 08:00"))
        #expect(try await world.store.history.entries().map(\.action) == [.caseOpened, .opened])
        #expect(try await world.store.history.entries(of: 1).first?.actor == "juf")
    }

    @Test("a case belongs to one school, and a closed one takes nothing more")
    func cases() async throws {
        let world = try World()
        try world.open()
        let kind = try #require(world.catalogue.kind("hulp"))
        let elsewhere = NewFollowUp(
            kind: kind, school: "regenboog", caseCode: CaseCode("2026-1"), owner: .role("ib"), due: .day(day("2026-12-07")))
        await #expect(throws: StoreError.caseAtAnotherSchool(CaseCode("2026-1"), school: "vlieger")) {
            try await world.store.followUps.open(elsewhere, by: world.change("2026-11-23 10:00"))
        }
        try world.sql("UPDATE cases SET closed_at = 1")
        #expect(throws: StoreError.caseClosed(CaseCode("2026-1"))) { try world.open() }
        #expect(try world.count("follow_ups") == 1)
    }

    @Test("closing opens what follows, in the same transaction")
    func close() async throws {
        let world = try World()
        try world.open()
        let result = try await world.store.followUps.close(
            1, with: "nee", on: nil, reason: "niet gegaan", by: world.change("2026-12-10 15:30", by: "ib"))
        #expect(result.followUp.status == .closed && result.followUp.end == .init(at: at("2026-12-10 15:30"), outcome: "nee"))
        #expect(result.opened.map { "\($0.kind) \($0.due.day(amsterdam))" } == ["gesprek 2026-12-15"])
        #expect(try await world.store.followUps.followUp(1).nextReminder == nil)
        #expect(try await world.store.followUps.consequences(of: 1).map(\.id) == [2])
        let entry = try #require(try await world.store.history.entries(of: 1).last)
        let ending = try #require(PreviousEnding(of: result.followUp, entry))
        #expect(ending.actor == "ib" && ending.outcome == "nee")
        await #expect(throws: StoreError.endedAlready(1, ending, asked: ["ja"], amsterdam)) {
            try await world.store.followUps.close(1, with: "ja", on: nil, reason: nil, by: world.change("2026-12-10 16:00"))
        }
        await #expect(throws: StoreError.noSuchFollowUp(9)) {
            try await world.store.followUps.cancel(9, reason: "x", by: world.change("2026-12-10 16:00"))
        }
    }

    @Test("a failure half-way through a closing changes nothing at all")
    func halfway() async throws {
        let world = try World()
        try world.open()
        await #expect(throws: ClosingError.unknownKind("bestaat-niet")) {
            try await world.store.followUps.close(1, with: "kapot", on: nil, reason: nil, by: world.change("2026-12-10 15:30"))
        }
        // The second of two consequences fails in the database itself, when the first has been written.
        try world.sql("CREATE TRIGGER no BEFORE INSERT ON follow_ups WHEN new.kind = 'acuut' BEGIN SELECT RAISE(ABORT, 'no'); END")
        try world.store.connection.onWriterNow { db in
            try db.execute(
                sql:
                    "INSERT INTO follow_ups (kind, school, case_code, owner_role, urgency, due_day, overdue_from, round, status, opened_at, ladder, ladder_started_at, ladder_started_by, outcome, ended_at) VALUES ('hulp', 'vlieger', '2026-1', 'ib', 'normal', '2026-11-01', 0, 1, 'closed', 1, 1, 1, 'x', 'nee', 2)"
            )
        }
        let history = try await world.store.history.entries().count
        await #expect(throws: (any Error).self) {
            try await world.store.followUps.close(1, with: "nee", on: nil, reason: nil, by: world.change("2026-12-10 15:30"))
        }
        #expect(try await world.store.followUps.followUp(1).followUp.status == .open)
        #expect(try world.count("follow_ups") == 2)
        #expect(try await world.store.history.entries().count == history)
    }

    @Test("the second time within the case, others follow; another case counts by itself; cancelled ones do not count")
    func secondTime() async throws {
        let world = try World()
        func close(_ id: Int64) async throws -> [KindID] {
            try await world.store.followUps.close(id, with: "nee", on: nil, reason: nil, by: world.change("2026-12-10 15:30")).opened.map(\.kind)
        }
        let first = try world.open()
        #expect(try await close(first.id) == ["gesprek"])
        let other = try world.open(case: "2026-2")
        #expect(try await close(other.id) == ["gesprek"])
        let cancelled = try world.open()
        _ = try await world.store.followUps.cancel(cancelled.id, reason: "dubbel", by: world.change("2026-12-10 15:30"))
        let second = try world.open()
        #expect(second.round == 2)
        #expect(try await close(second.id) == ["effect", "acuut"])
        #expect(try world.open().round == 3)
    }

    @Test(
        "in a row starts anew after another outcome, also when all was closed in one second",
        arguments: [["15:30", "15:31", "15:32", "15:33"], ["15:30", "15:30", "15:30", "15:30"]])
    func inARow(_ times: [String]) async throws {
        let world = try World()
        var id = try world.open("effect").id
        var kinds: [KindID] = []
        for (outcome, time) in zip(["goed", "slecht", "goed", "goed"] as [OutcomeID], times) {
            let opened = try await world.store.followUps.close(id, with: outcome, on: nil, reason: nil, by: world.change("2026-12-10 \(time)")).opened
            kinds += opened.map(\.kind)
            id = try #require(opened.first).id
        }
        #expect(kinds == ["effect", "effect", "effect", "gesprek"])
    }

    @Test("what has a title of its own is no further round of anything")
    func titled() async throws {
        let world = try World()
        for number in 1...3 { #expect(try world.open("taak", case: nil, title: "Taak \(number)").round == 1) }
        _ = try await world.store.followUps.close(2, with: "klaar", on: nil, reason: nil, by: world.change("2026-12-10 15:30"))
    }

    @Test("reopening withdraws what nobody has been reminded of and keeps the rest")
    func reopen() async throws {
        let world = try World()
        try world.open()
        try world.open("hulp", case: "2026-1")
        _ = try await world.store.followUps.close(2, with: "nee", on: nil, reason: nil, by: world.change("2026-12-10 09:00"))
        _ = try await world.store.followUps.close(1, with: "nee", on: nil, reason: nil, by: world.change("2026-12-10 10:00"))
        let acute = try #require(try await world.store.followUps.consequences(of: 1).last)
        #expect(acute.kind == "acuut")
        let draft = try #require(try await world.claim("2026-12-10 10:00").first)
        #expect(draft.items.first?.followUp.id == acute.id)
        try await world.record(draft.message, .sent, "2026-12-10 10:00")
        _ = try await world.store.followUps.cancel(
            try #require(try await world.store.followUps.consequences(of: 2).first).id, reason: "x", by: world.change("2026-12-10 10:01"))
        try world.sql("UPDATE steps SET sent_at = NULL WHERE follow_up <> \(acute.id)")
        let result = try await world.store.followUps.reopen(1, reason: "verkeerd", by: world.change("2026-12-10 11:00"))
        #expect(result.followUp.status == .open && result.followUp.end == nil && result.followUp.escalation.number == 2)
        #expect(result.kept.map(\.kind) == ["acuut"] && result.withdrawn.map(\.kind) == ["effect"])
        #expect(result.withdrawn.allSatisfy { $0.status == .cancelled })
        await #expect(throws: StoreError.alreadyOpen(1)) {
            try await world.store.followUps.reopen(1, reason: "x", by: world.change("2026-12-10 11:00"))
        }
        #expect(try await world.store.history.entries(of: 1).last?.action == .reopened)
    }

    @Test("snooze, reschedule and assign change what they say, and when it is looked at")
    func escalation() async throws {
        let world = try World()
        try world.open()
        let snoozed = try await world.store.followUps.snooze(1, until: at("2026-12-08 12:00"), reason: "ziek", by: world.change("2026-11-24 10:00"))
        #expect(snoozed.snoozedUntil == at("2026-12-08 12:00") && snoozed.escalation.number == 1)
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-12-08 12:00"))
        let moved = try await world.store.followUps.reschedule(
            1, to: .day(day("2026-12-15")), reason: "afspraak", by: world.change("2026-11-24 18:00"))
        #expect(moved.due == .day(day("2026-12-15")) && moved.escalation.number == 2 && moved.snoozedUntil == nil)
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-11-25 08:00"))
        _ = try await world.store.followUps.snooze(1, until: at("2026-12-08 12:00"), reason: "ziek", by: world.change("2026-11-26 10:00"))
        let assigned = try await world.store.followUps.assign(1, to: .person("directie"), by: world.change("2026-11-26 11:00", by: "ib"))
        #expect(assigned.owner == .person("directie") && assigned.escalation.number == 3 && assigned.snoozedUntil == nil)
        #expect(try await world.pass("2026-11-26 11:00") == ["directie mail: 1 open"])
        let changes = try await world.store.history.entries(of: 1)
        #expect(changes.map(\.action) == [.opened, .snoozed, .rescheduled, .snoozed, .assigned])
        #expect(changes.last?.changes == [.init("owner", from: "ib", to: "directie"), .init("snoozed_until", from: "2026-12-08T12:00:00+01:00")])
        #expect(changes[2].changes?.first == .init("due", from: "2026-12-07", to: "2026-12-15"))
    }

    @Test("lists filter by everything, overdue first come first")
    func lists() async throws {
        let world = try World()
        try world.open(due: "2026-12-10")
        try world.open("taak", due: "2026-12-07", case: nil, title: "T", owner: .person("directie"))
        try world.open(due: "2026-12-08", case: "2026-2")
        try world.open("spoed", due: "2026-12-01", case: "2026-2")
        _ = try await world.store.followUps.cancel(4, reason: "x", by: world.change("2026-11-23 10:00"))
        func ids(_ set: (inout FollowUpFilter) -> Void) async throws -> [Int64] {
            var filter = FollowUpFilter()
            set(&filter)
            return try await world.store.followUps.list(filter).map(\.followUp.id)
        }
        #expect(try await ids { _ in } == [2, 3, 1])
        #expect(try await ids { $0.status = nil } == [4, 2, 3, 1])
        #expect(try await ids { $0.status = .cancelled } == [4])
        #expect(try await ids { $0.overdueAt = at("2026-12-09 00:00") } == [2, 3])
        #expect(try await ids { $0.overdueAt = at("2026-12-08 23:59") } == [2])
        #expect(try await ids { $0.dueBefore = at("2026-12-08 00:00") } == [2])
        #expect(try await ids { $0.caseCode = CaseCode("2026-2") } == [3])
        #expect(try await ids { $0.kind = "taak" } == [2])
        #expect(try await ids { $0.school = "regenboog" } == [])
        func owned(by name: String) async throws -> [Int64] {
            let search = try #require(OwnerSearch(name, catalogues: Catalogues(world.catalogue), directory: world.directory))
            return try await ids { $0.owner = search }
        }
        #expect(try await owned(by: "ib") == [3, 1])
        #expect(try await owned(by: "ib2") == [])
        #expect(try await owned(by: "directie") == [2])
        try world.sql("INSERT INTO exclusions (case_code, person) VALUES ('2026-2', 'ib')")
        let hidden = try await world.hidden(from: "ib")
        #expect(try await ids { $0.hidden = hidden } == [2, 1])
    }
}
