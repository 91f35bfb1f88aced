import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("What is about the board")
struct BoardTests {
    private static func kind(_ id: KindID, _ scope: Kind.Scope, owner: RoleID = "bestuur", repeat interval: Term? = nil, _ outcomes: [Outcome])
        -> Kind
    {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: "II", scope: scope, owner: .role(owner), urgency: .normal, term: Term(4, .weeks),
            repeat: interval, startsByHand: true, outcomes: outcomes)
    }

    private static func outcome(_ id: OutcomeID, _ then: [Consequence] = []) -> Outcome {
        Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then, ends: then.isEmpty)
    }

    private func world() throws -> World {
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                Self.kind(
                    "vaststellen", .board, repeat: Term(12, .months),
                    [
                        Outcome(id: "ja", title: LocalizedText(nl: "Ja")),
                        Self.outcome("gewijzigd", [Consequence("team"), Consequence("verbeteren")]),
                    ]),
                Self.kind("verbeteren", .board, [Self.outcome("klaar")]),
                Self.kind("team", .school, owner: "ib", [Self.outcome("klaar"), Self.outcome("punt", [Consequence("verbeteren")])]),
            ],
            roles: [
                Role(id: "ib", title: LocalizedText(nl: "IB")),
                Role(id: "bestuur", title: LocalizedText(nl: "Bestuur"), getsOverview: true, sees: .school),
            ])
        let directory = world.directory
        let first = try #require(directory.schools.first)
        world.directory = Directory(
            clock: directory.clock, schools: directory.schools,
            board: School(id: .board, name: "Stichting", region: "noord", roles: ["bestuur": "bestuur"], calendar: first.calendar),
            people: directory.people)
        return world
    }

    private func open(_ kind: KindID, at school: SchoolID? = nil, in world: World) async throws -> FollowUp {
        let change = world.change("2026-11-23 10:00")
        var fields = OpeningRequest.Fields(kind: kind)
        fields.school = school
        return try await world.store.followUps.open(OpeningRequest(fields, rules: change.rules, now: change.now), by: change).followUp
    }

    @Test("is opened once, of no school, and is the board's to do")
    func opening() async throws {
        let world = try world()
        let followUp = try await open("vaststellen", in: world)
        #expect(followUp.school == .board && followUp.owner == .role("bestuur"))
        let rules = world.rules()
        let visibility = try #require(Visibility(of: "bestuur", rules: rules, on: day("2026-11-23")))
        #expect(visibility.isTheirs(followUp))
        #expect(visibility.ownerships.contains { $0.0 == OwnerScope(.role("bestuur"), at: .board) })
        #expect(visibility.schools(seeing: [.school]).map(\.id).contains(.board))
        #expect(rules.overviewScope(of: "bestuur")?.schools.contains(.board) == true)
        let ib = try #require(Visibility(of: "ib", rules: rules, on: day("2026-11-23")))
        #expect(!ib.isTheirs(followUp) && ib.actions(on: followUp, in: nil) == nil)
        do {
            _ = try await open("vaststellen", at: "vlieger", in: world)
            Issue.record("a school was taken")
        } catch let error as InvalidRequest<OpeningRequest.Problem> {
            #expect(error.problems == [.schoolNotAsked("vaststellen", .board)])
        }
    }

    @Test("leads to what it asks of every school, and what a school answers leads back to the board, where one is enough")
    func consequences() async throws {
        let world = try world()
        _ = try await open("vaststellen", in: world)
        let change = world.change("2026-12-10 10:00", by: "bestuur")
        let changed = try await world.store.followUps.close(1, with: "gewijzigd", on: nil, reason: nil, by: change)
        #expect(
            changed.opened.map { "\($0.kind) \($0.school)" } == ["team vlieger", "team regenboog", "verbeteren .board", "vaststellen .board"])
        let point = try await world.store.followUps.close(2, with: "punt", on: nil, reason: nil, by: world.change("2026-12-11 10:00", by: "ib"))
        #expect(point.opened.map { "\($0.kind) \($0.school)" } == ["verbeteren .board"])
    }

    @Test("is reminded of like everything else")
    func reminding() async throws {
        let world = try world()
        _ = try await open("verbeteren", in: world)
        #expect(try await world.store.followUps.followUp(1).nextReminder == at("2026-11-23 10:00"))
    }
}
