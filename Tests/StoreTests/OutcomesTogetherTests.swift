import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("Closing with outcomes that come together")
struct OutcomesTogetherTests {
    private func world() throws -> World {
        func kind(_ id: KindID, _ outcomes: [Outcome]) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "5", scope: .case, owner: .role("ib"), urgency: .normal, term: Term(2, .weeks),
                outcomes: outcomes)
        }
        let done = Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true)
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                kind(
                    "melding",
                    [
                        Outcome(id: "gemeld", title: LocalizedText(nl: "Gemeld"), then: [Consequence("opnieuw")]),
                        Outcome(
                            id: "hulp", title: LocalizedText(nl: "Hulp"), then: [Consequence("plan"), Consequence("opnieuw", in: Term(1, .weeks))],
                            exceptions: [.init(.times(2), then: [Consequence("opschaling")], isAddition: true)], with: ["gemeld"]), done,
                    ]), kind("opnieuw", [done]), kind("plan", [done]), kind("opschaling", [done]),
            ], roles: [], caseKinds: CaseKinds(owner: "ib"))
        return world
    }

    private func close(_ id: Int64, _ outcome: OutcomeID, _ beside: OutcomeID..., in world: World) async throws -> ClosingResult {
        let change = world.change("2026-11-23 10:00", by: "ib")
        let followUp = try await world.store.followUps.followUp(id).followUp
        return try await world.store.followUps.close(
            ClosingRequest(followUp, outcome: outcome, beside: beside, on: nil, reason: nil, rules: change.rules, now: change.now), by: change)
    }

    @Test("opens what follows from each once, on its earliest day, and writes both down")
    func closing() async throws {
        let world = try world()
        try world.open("melding")
        let result = try await close(1, "gemeld", "hulp", in: world)
        #expect(result.opened.map { "\($0.kind) \($0.due.day(amsterdam))" } == ["opnieuw 2026-11-30", "plan 2026-12-07"])
        #expect(result.followUp.end?.outcomes == ["gemeld", "hulp"])
        #expect(try await world.store.followUps.followUp(1).followUp.end == .init(at: at("2026-11-23 10:00"), outcome: "gemeld", beside: ["hulp"]))
        let entry = try #require(try await world.store.history.entries(of: 1).last)
        #expect(entry.changes?.filter { $0.field == "outcome" }.map(\.to) == ["gemeld", "hulp"])
    }

    @Test("counts each the next time, also when it came as the second")
    func counting() async throws {
        let world = try world()
        try world.open("melding")
        _ = try await close(1, "gemeld", "hulp", in: world)
        try world.open("melding")
        #expect(try await close(4, "hulp", in: world).opened.map(\.kind) == ["opschaling"])
    }

    @Test("is taken back whole by reopening")
    func reopening() async throws {
        let world = try world()
        try world.open("melding")
        _ = try await close(1, "gemeld", "hulp", in: world)
        let taken = try await world.store.followUps.reopen(1, reason: "vergissing", by: world.change("2026-11-23 10:01", by: "ib"))
        #expect(taken.withdrawn.map(\.id) == [2, 3] && taken.followUp.end == nil)
        #expect(try await close(1, "klaar", in: world).followUp.end?.outcomes == ["klaar"])
        #expect(try await world.store.history.verify().isSound)
    }

    @Test("is one answer when somebody gives the same twice, in whatever order, and another with one of them only")
    func twice() async throws {
        let world = try world()
        try world.open("melding")
        _ = try await close(1, "gemeld", "hulp", in: world)
        for (outcomes, words) in [(["hulp", "gemeld"], "as you wanted"), (["gemeld"], "gemeld does not count")] as [([OutcomeID], String)] {
            do {
                let change = world.change("2026-11-23 10:05", by: "ib")
                let open = FollowUp.help(.open, nil)
                let request = try ClosingRequest(
                    FollowUp(
                        id: 1, kind: "melding", school: "vlieger", owner: .role("ib"), urgency: .normal, due: open.due, openedAt: open.openedAt,
                        escalation: open.escalation), outcome: outcomes[0], beside: Array(outcomes.dropFirst()), on: nil, reason: nil,
                    rules: change.rules, now: change.now)
                _ = try await world.store.followUps.close(request, by: change)
                Issue.record("closed twice")
            } catch let error as StoreError {
                #expect("\(error)".contains(words) && "\(error)".contains("closed with gemeld and hulp"), "\(error)")
            }
        }
    }
}
