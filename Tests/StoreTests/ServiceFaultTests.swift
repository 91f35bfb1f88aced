import Foundation
import FollowUps
import Testing

@testable import Store

@Suite("Faults of the service as a monitor sees them")
struct ServiceFaultTests {
    private func faults(_ world: World, _ now: String) async throws -> ServiceMetrics.Faults {
        try await world.store.figures.serviceMetrics([], at: at(now)).faults
    }

    @Test("what nobody heard of counts until somebody does, and until then there is none")
    func unreached() async throws {
        let world = try World()
        try world.open()
        #expect(try await faults(world, "2026-11-23 08:00") == .init())
        for _ in 1...5 {
            for draft in try await world.claim("2026-11-23 08:00") {
                try await world.record(draft.message, .failed(error: "550 5.1.1"), "2026-11-23 08:00")
            }
        }
        #expect(try await faults(world, "2026-11-23 08:01") == .init(unreached: 1))
        _ = try await world.store.followUps.close(1, with: "ja", on: nil, reason: nil, by: world.change("2026-11-23 09:00"))
        #expect(try await faults(world, "2026-11-23 09:00") == .init())
    }

    @Test("a clock that was set back counts, and the disk of the database has a figure")
    func clock() async throws {
        let scratch = try Scratch()
        let world = try World(Store(path: scratch.file("opvolg.db")))
        try world.open()
        #expect(try await !faults(world, "2026-12-07 08:01").clockIsWrong)
        // Before the follow-up was opened.
        #expect(try await faults(world, "2026-11-20 08:00").clockIsWrong)
        #expect(try await world.store.figures.serviceMetrics([], at: at("2026-12-07 08:01")).freeSpace ?? 0 > 0)
    }
}
