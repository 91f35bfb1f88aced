import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("Opening again in a case")
struct ReopeningTests {
    private let code = CaseCode("D-1")

    private static func kind(_ id: KindID, expects: [KindID] = [], _ outcomes: [(OutcomeID, [Consequence])]) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
            expects: expects,
            outcomes: outcomes.map {
                Outcome(
                    id: $0.0, title: LocalizedText(nl: $0.0.rawValue), then: $0.1, ends: $0.1.isEmpty, completesFrom: $0.0 == "besproken" ? 1 : nil)
            })
    }

    /// A talk with the parent, and a call that has to come first from its opening on.
    private func world() throws -> World {
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                Self.kind(
                    "gesprek", [("besproken", [Consequence("wegen")]), ("weer", [Consequence("gesprek")]), ("gevaar", [Consequence("bellen")])]),
                Self.kind("wegen", expects: ["gesprek"], [("klaar", []), ("gevaar", [Consequence("bellen")])]),
                Self.kind("bellen", [("nog-niet", [Consequence("wegen")]), ("mag", [Consequence("wegen")])]),
                Self.kind("vertellen", [("verteld", [])]), Self.kind("aankondigen", [("gedaan", [Consequence("melden")])]),
                Self.kind("melden", [("gemeld", [])]), Self.kind("sluiten", [("verder", [Consequence("wegen")])]),
            ], roles: [], caseKinds: CaseKinds(closing: "sluiten", owner: "ib"),
            protections: [
                Protection(
                    id: "eerst", title: LocalizedText(nl: "Eerst bellen"), begins: ["bellen"], ends: [OutcomeReference("bellen", "mag")],
                    withdraws: ["gesprek", "vertellen"], instead: "wegen", insteadOf: ["aankondigen": "melden"])
            ])
        return world
    }

    @discardableResult
    private func open(_ world: World, _ kinds: KindID...) throws -> [Int64] { try kinds.map { try world.open($0, case: "D-1").id } }

    @discardableResult
    private func close(_ world: World, _ id: Int64, _ outcome: OutcomeID, _ now: String = "2026-11-23 10:00") async throws -> ClosingResult {
        try await world.store.followUps.close(id, with: outcome, on: nil, reason: nil, by: world.change(now))
    }

    @discardableResult
    private func reopen(_ world: World, _ id: Int64, _ now: String = "2026-11-23 12:00") async throws -> ClosingResult {
        try await world.store.followUps.reopen(id, reason: "vergissing", by: world.change(now))
    }

    private func open(in world: World) async throws -> [KindID] {
        try await world.store.followUps.list(FollowUpFilter()).map(\.followUp).sorted { $0.id < $1.id }.map(\.kind)
    }

    @Test("takes back a protection with what it withdrew and put in its stead")
    func protection() async throws {
        let world = try world()
        try open(world, "wegen", "vertellen", "aankondigen")
        try await close(world, 1, "gevaar")
        #expect(try await open(in: world) == ["bellen", "melden"])
        let result = try await reopen(world, 1)
        #expect(try await open(in: world) == ["wegen", "vertellen", "aankondigen"])
        #expect(result.opened.map(\.id) == [2, 3] && result.withdrawn.map(\.kind) == ["bellen", "melden"])
        // And nothing holds any more.
        try await close(world, 2, "verteld")
        try open(world, "gesprek")
    }

    @Test("leaves a protection that somebody has been told of, and what it withdrew stays withdrawn")
    func told() async throws {
        let world = try world()
        try open(world, "wegen", "vertellen")
        try await close(world, 1, "gevaar")
        _ = try await world.pass("2026-11-23 11:00")
        #expect(try await reopen(world, 1).kept.map(\.kind) == ["bellen"])
        #expect(try await open(in: world) == ["wegen", "bellen"])
        let protection = world.catalogue.protections[0]
        await #expect(throws: StoreError.protected("vertellen", in: code, because: protection)) { try await reopen(world, 2) }
    }

    @Test("what was taken back and is opened again begins its protection anew, which outlasts it")
    func beginsAnew() async throws {
        let world = try world()
        try open(world, "wegen")
        try await close(world, 1, "gevaar")
        try await reopen(world, 1)
        try await close(world, 1, "klaar", "2026-11-23 13:00")
        try await reopen(world, 2, "2026-11-23 14:00")
        try await close(world, 2, "nog-niet", "2026-11-23 15:00")
        let protection = world.catalogue.protections[0]
        #expect(throws: StoreError.protected("vertellen", in: code, because: protection)) { try open(world, "vertellen") }
    }

    @Test("what a protection withdrew does not come back when it ends, and may be opened again by hand")
    func ended() async throws {
        let world = try world()
        try open(world, "vertellen", "bellen")
        #expect(try await open(in: world) == ["bellen"])
        try await close(world, 2, "mag")
        #expect(try await open(in: world) == ["wegen"])
        try await reopen(world, 1)
        #expect(try await open(in: world) == ["vertellen", "wegen"])
        // The answer that it may is taken back: it holds again.
        _ = try await world.pass("2026-11-23 12:30")
        try await reopen(world, 2, "2026-11-23 13:00")
        #expect(try await open(in: world) == ["bellen", "wegen"])
    }

    @Test("a second one of a kind is refused, but for what its own outcome had opened: that is withdrawn though it was told of")
    func twin() async throws {
        let world = try world()
        try open(world, "gesprek")
        try await close(world, 1, "weer")
        _ = try await world.pass("2026-11-23 11:00")
        #expect(try await reopen(world, 1).withdrawn.map(\.id) == [2])
        _ = try await world.store.followUps.cancel(1, reason: "x", by: world.change("2026-11-23 13:00", by: "ib"))
        let other = try open(world, "gesprek")[0]
        await #expect(throws: StoreError.openAlready("gesprek", other, in: code)) { try await reopen(world, 1) }
    }

    @Test("the closing of a case gives way to it, comes back when it is taken back, and is not opened again while something is open")
    func closing() async throws {
        let world = try world()
        try open(world, "gesprek")
        try await close(world, 1, "besproken")
        #expect(try await close(world, 2, "klaar").opened.map(\.kind) == ["sluiten"])
        _ = try await world.pass("2026-11-23 11:00")
        try await reopen(world, 2)
        #expect(try await open(in: world) == ["wegen"])
        await #expect(throws: StoreError.caseNotDone(code, open: [2])) { try await reopen(world, 3) }
        _ = try await world.store.followUps.cancel(2, reason: "x", by: world.change("2026-11-23 13:00", by: "ib"))
        try await reopen(world, 3, "2026-11-23 14:00")
        #expect(try await open(in: world).contains("sluiten"))
    }

    @Test("what expects something else asks for a reason until that has been done, and one of a kind is open in a case")
    func byHand() async throws {
        let world = try world()
        func ask(_ kind: KindID, reason: String? = nil) async throws -> Int64 {
            let kind = try #require(world.catalogue.kind(kind))
            let opening = NewFollowUp(
                kind: kind, school: "vlieger", caseCode: code, owner: .role("ib"), due: .day(day("2026-12-07")), reason: reason)
            return try await world.store.followUps.open(opening, by: world.change("2026-11-23 10:00", by: "ib")).followUp.id
        }
        await #expect(throws: StoreError.expected("wegen", ["gesprek"], in: code)) { try await ask("wegen") }
        #expect(try await world.store.cases.list(CaseFilter()) == [])
        #expect(try await ask("wegen", reason: "de ouder is er niet") == 1)
        #expect(try await world.store.history.entries(of: 1).last?.changes?.last == .init("reason", to: "de ouder is er niet"))
        await #expect(throws: StoreError.openAlready("wegen", 1, in: code)) { try await ask("wegen", reason: "nog eens") }
        try await close(world, 1, "klaar")
        try await close(world, try ask("gesprek"), "besproken")
        #expect(try await open(in: world) == ["wegen"])
        _ = try await world.store.followUps.cancel(4, reason: "x", by: world.change("2026-11-23 13:00", by: "ib"))
        _ = try await ask("wegen")
    }
}
