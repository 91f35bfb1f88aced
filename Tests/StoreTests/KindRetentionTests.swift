import FollowUps
import Foundation
import StoreTestSupport
import Testing

@testable import Store

@Suite("What is about no case is kept as long as its kind says")
struct KindRetentionTests {
    private func world() async throws -> World {
        let done = Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true)
        func kind(_ id: KindID, _ scope: Kind.Scope, retention: Term?) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "II", scope: scope, owner: .role("ib"), urgency: .normal,
                term: Term(2, .weeks),
                retention: retention, outcomes: [done])
        }
        let world = try World()
        world.catalogue = Catalogue(
            kinds: [
                kind("inzage", .school, retention: Term(12, .months)), kind("evalueren", .school, retention: nil),
                kind("los", .free, retention: Term(12, .months)),
            ], roles: [], caseKinds: CaseKinds(owner: "ib"))
        for kind in ["inzage", "evalueren"] as [KindID] { try world.open(kind, case: nil) }
        try world.open("los", case: "2026-1")
        _ = try await world.pass("2026-11-23 08:00")
        for id in 1...3 as ClosedRange<Int64> {
            _ = try await world.store.followUps.close(id, with: "klaar", on: nil, reason: nil, by: world.change("2026-12-10 10:00", by: "ib"))
        }
        return world
    }

    @Test("its last day is still kept; then it goes with its messages and history, and nothing else does")
    func purge() async throws {
        let world = try await world()
        try await world.runs(until: "2027-12-11 09:00")
        #expect(try await world.store.followUps.expired(world.rules(), at: at("2027-12-10 23:59")).isEmpty)
        #expect(
            try await world.store.followUps.purge(by: world.change("2027-12-11 09:00")).map { "\($0.followUp.kind) \($0.lastDay)" } == [
                "inzage 2027-12-10"
            ])
        #expect(try world.count("follow_ups WHERE kind = 'inzage'") == 0)
        #expect(try world.count("follow_ups WHERE kind IN ('evalueren', 'los')") == 2)
        #expect(try world.count("reminders WHERE follow_up = 1") == 0 && world.count("history WHERE follow_up = 1") == 0)
        let entry = try #require(try await world.store.history.entries().last { $0.action == .purged })
        #expect(entry.changes?.contains(.init("kind", from: "inzage")) == true && entry.changes?.contains(.init("follow_ups", from: "1")) == true)
        #expect(try await world.store.history.verify().isSound)
        #expect(try await world.store.followUps.purge(by: world.change("2027-12-11 09:01")).isEmpty)
    }

    @Test("a leap of the clock makes nothing old enough for a week")
    func leap() async throws {
        let world = try await world()
        #expect(try await world.store.followUps.purge(by: world.change("2029-03-01 09:00")).isEmpty)
    }
}
