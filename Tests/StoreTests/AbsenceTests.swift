import FollowUps
import Testing

@testable import Store

@Suite("Away and back")
struct AbsenceTests {
    private func away(_ world: World, _ person: PersonID, _ from: String, _ until: String, deputy: PersonID? = nil) async throws {
        try await world.store.absences.setAway(
            Absence(person: person, days: day(from)...day(until), deputy: deputy), by: "juf", at: at("2026-11-22 12:00"))
    }

    @Test("what is planned on a day of an absence goes to the deputy, and the day after it no more")
    func route() async throws {
        let world = try World()
        try world.open()
        try await away(world, "ib", "2026-11-23", "2026-11-23")
        #expect(try await world.pass("2026-11-23 08:00") == ["ib2 mail: 1 open"])
        #expect(try await world.pass("2026-12-03 08:00") == ["ib mail: 1 -2sd"])
    }

    @Test("the deputy of the latest absence holds, and that of an absence before that of the configuration")
    func deputy() async throws {
        let world = try World()
        try world.open()
        try await away(world, "ib", "2026-11-23", "2026-11-30", deputy: "bestuur")
        try await away(world, "ib", "2026-11-23", "2026-11-24", deputy: "directie")
        #expect(try await world.pass("2026-11-23 08:00") == ["directie mail: 1 open"])
    }

    @Test("what has been planned stays with whom it was planned for")
    func planned() async throws {
        let world = try World()
        try world.open()
        try await world.plan("2026-11-23 08:00")
        try await away(world, "ib", "2026-11-23", "2026-11-30")
        #expect(try await world.claim("2026-11-23 08:00").map(World.line) == ["ib mail: 1 open"])
    }

    @Test("back ends what is under way the day before, takes away what is to come, and leaves what is over")
    func back() async throws {
        let world = try World()
        try await away(world, "ib", "2026-10-01", "2026-10-09")
        try await away(world, "ib", "2026-11-16", "2026-11-27", deputy: "bestuur")
        try await away(world, "ib", "2026-12-07", "2026-12-11")
        try await away(world, "ib2", "2026-11-16", "2026-11-27")
        let ended = try await world.store.absences.setBack("ib", on: day("2026-11-23"), by: "ib", at: at("2026-11-23 09:00"))
        #expect(ended.map(\.days) == [day("2026-11-16")...day("2026-11-27"), day("2026-12-07")...day("2026-12-11")])
        #expect(
            try await world.store.absences.list(notOverOn: day("2026-01-01")).map(\.days.upperBound)
                == ["2026-10-09", "2026-11-22", "2026-11-27"].map(day))
        await #expect(throws: StoreError.notAway("ib")) {
            try await world.store.absences.setBack("ib", on: day("2026-11-23"), by: "ib", at: at("2026-11-23 09:00"))
        }
        let last = try #require(try await world.store.history.entries().last)
        #expect(last.action == .back && last.actor == "ib")
        #expect(
            last.changes == [
                .init("person", to: "ib"), .init("away", from: "2026-11-16 to 2026-11-27", to: "2026-11-16 to 2026-11-22"),
                .init("deputy", from: "bestuur"),
                .init("away", from: "2026-12-07 to 2026-12-11"),
            ])
        #expect(try await world.store.history.entries().first?.action == .away)
    }

    @Test("back of some days ends the absence of exactly these, and leaves every other")
    func backOfSome() async throws {
        let world = try World()
        try await away(world, "ib", "2026-11-23", "2026-11-27")
        try await away(world, "ib", "2026-12-07", "2026-12-11")
        func back(_ from: String, _ until: String) async throws {
            try await world.store.absences.setBack(
                "ib", from: day(from)...day(until), on: day("2026-11-24"), by: "ib", at: at("2026-11-24 09:00"))
        }
        await #expect(throws: StoreError.notAway("ib")) { try await back("2026-12-07", "2026-12-10") }
        try await back("2026-12-07", "2026-12-11")
        #expect(try await world.store.absences.list(notOverOn: day("2026-11-24")).map(\.days) == [day("2026-11-23")...day("2026-11-27")])
        try await back("2026-11-23", "2026-11-27")
        #expect(try await world.store.absences.list(notOverOn: day("2026-11-23")).map(\.days) == [day("2026-11-23")...day("2026-11-23")])
    }

    @Test("what somebody last did is found among their own, as long as it is not too long ago")
    func latest() async throws {
        let world = try World()
        try await away(world, "ib", "2026-11-23", "2026-11-27")
        let history = world.store.history
        #expect(try await history.latest(.away, by: "juf", since: at("2026-11-22 12:00")).first?.changes?.first == .init("person", to: "ib"))
        #expect(try await history.latest(.away, by: "juf", since: at("2026-11-22 12:01")) == [])
        #expect(try await history.latest(.back, by: "juf", since: at("2026-11-22 12:00")) == [])
        #expect(try await history.latest(.away, by: "ib", since: at("2026-11-22 12:00")) == [])
    }

    @Test("a step that found nobody is looked at again at once when somebody comes back")
    func unreached() async throws {
        let world = try World()
        try world.open("acuut", due: "2026-11-22 12:00")
        for person: PersonID in ["ib", "ib2", "directie", "bestuur"] { try await away(world, person, "2026-11-22", "2026-11-30") }
        #expect(try await world.plan("2026-11-22 12:00").unreached.map(\.instead) == [nil])
        #expect(try await world.store.outbox.nextInstant() == at("2026-11-22 13:00"))
        _ = try await world.store.absences.setBack("directie", on: day("2026-11-22"), by: "juf", at: at("2026-11-22 12:10"))
        #expect(try await world.store.outbox.replan(with: world.rules(fingerprint: "same"), at: at("2026-11-22 12:10")))
        #expect(try await world.pass("2026-11-22 12:10") == ["directie mail: 1 0"])
    }
}
