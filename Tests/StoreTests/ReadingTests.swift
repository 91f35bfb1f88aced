import FollowUps
import Foundation
import Testing

@testable import Store

@Suite("Who read which case")
struct ReadingTests {
    private static let code = CaseCode("2026-1")

    private func reading(_ person: PersonID, _ now: String, _ code: CaseCode = code) -> CaseReading { CaseReading(code, by: person, at: at(now)) }

    @Test("is kept with its instant, once in a quarter of an hour for a person and a case")
    func record() async throws {
        let world = try World()
        try world.open()
        try world.open(case: "2026-2")
        let history = world.store.history
        try await history.record([reading("ib", "2026-11-23 10:00"), reading("ib", "2026-11-23 10:14"), reading("juf", "2026-11-23 10:14")])
        try await history.record([
            reading("ib", "2026-11-23 10:15"), reading("ib", "2026-11-23 10:01"), reading("ib", "2026-11-23 10:20", CaseCode("2026-2")),
        ])
        #expect(
            try await history.readings() == [
                reading("ib", "2026-11-23 10:00"), reading("juf", "2026-11-23 10:14"), reading("ib", "2026-11-23 10:15"),
                reading("ib", "2026-11-23 10:20", CaseCode("2026-2")),
            ])
        #expect(try await history.readings(of: Self.code).count == 3)
        #expect(try await history.readings(hiding: [Self.code]).map(\.caseCode) == [CaseCode("2026-2")])
        #expect(try await history.readings(at: ["regenboog"], of: nil, hiding: [], limit: 9) == [])
        #expect(try await history.readings(at: ["vlieger"], of: nil, hiding: [], limit: 1).map(\.caseCode) == [CaseCode("2026-2")])
    }

    @Test("is kept with who read in their name, beside what they read themselves")
    func through() async throws {
        let world = try World()
        try world.open()
        let mine = reading("ib", "2026-11-23 10:00")
        let others = CaseReading(Self.code, by: "ib", through: "beheerder", at: at("2026-11-23 10:01"))
        try await world.store.history.record([mine, others, CaseReading(Self.code, by: "ib", through: "beheerder", at: at("2026-11-23 10:02"))])
        #expect(try await world.store.history.readings() == [mine, others])
    }

    @Test("is not kept of a case that there is not") func gone() async throws {
        let world = try World()
        try await world.store.history.record([reading("ib", "2026-11-23 10:00")])
        #expect(try await world.store.history.readings() == [])
    }

    @Test("the history of some schools holds what belongs to them, the latest first, and nothing of a hidden case")
    func entries() async throws {
        let world = try World()
        try world.open()
        try world.open(case: "2026-2")
        try await world.store.absences.setAway(
            Absence(person: "ib", days: day("2026-11-23")...day("2026-11-23")), by: "juf", at: at("2026-11-22 12:30"))
        func found(_ schools: [SchoolID]?, hiding hidden: Set<CaseCode> = [], code: CaseCode? = nil, before: Int64? = nil, limit: Int = 9)
            async throws
            -> [Int64]
        {
            try await world.store.history.entries(
                at: schools, caseCode: code, followUp: nil, hiding: hidden, before: before, limit: limit
            ).map(\.id)
        }
        let all = try await found(nil)
        let last = try #require(all.first)
        #expect(all == all.sorted(by: >) && all.count == Int(last))
        #expect(try await found(["vlieger"]) == all.filter { $0 != last })
        #expect(try await found(["regenboog"]) == [])
        #expect(try await found(nil, before: last, limit: 1) == [last - 1])
        let ofOne = try await found(nil, code: Self.code)
        let others = try await found(nil, hiding: [Self.code])
        #expect(!ofOne.isEmpty && others == all.filter { !ofOne.contains($0) })
    }
}
