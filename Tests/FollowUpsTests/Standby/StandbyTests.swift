import Foundation
import Testing

@testable import FollowUps

@Suite("Which of two machines sends")
struct StandbyTests {
    private let first = Generation(number: 1, machine: "first", claimedAt: minute(0))
    private let second = Generation(number: 2, machine: "second", claimedAt: minute(100))

    private func finding(
        _ machine: String?, _ latest: Generation?, _ reading: FenceReading?, record: FenceRecord = FenceRecord(), at now: Int = 200
    ) -> StandbyFinding { StandbyFinding(machine: machine, latest: latest, reading: reading, record: record, at: minute(now)) }

    @Test("a database that nobody has claimed is for whoever has it")
    func unclaimed() {
        #expect(finding(nil, nil, nil) == .active)
        #expect(finding("first", nil, .empty) == .active)
    }

    @Test("a copy of a database that another machine has claimed is not sent from")
    func copy() {
        #expect(finding("first", first, nil) == .active)
        #expect(finding(nil, first, nil) == .retired(by: first))
        #expect(finding("second", first, .generation(first)) == .retired(by: first))
    }

    @Test("a machine that comes back is retired by the fence, and one whose generation is the higher is not")
    func fence() {
        #expect(finding("first", first, .generation(second)) == .retired(by: second))
        #expect(finding("first", nil, .generation(second)) == .retired(by: second))
        #expect(finding("second", second, .generation(second)) == .active)
        #expect(finding("second", second, .generation(first)) == .active)
    }

    @Test("of two that took over at once the fence says which one works")
    func atOnce() {
        let other = Generation(number: 2, machine: "third", claimedAt: minute(100))
        #expect(finding("second", second, .generation(other)) == .retired(by: other))
        #expect(finding("third", other, .generation(other)) == .active)
    }

    @Test("while the fence cannot be read a machine goes on, but one that comes back waits a quarter of an hour for it")
    func unreadable() {
        let reading = FenceReading.unreadable(reason: "gone")
        func found(lastRead: Int?, failingSince: Int, at now: Int) -> StandbyFinding {
            finding("first", first, reading, record: FenceRecord(lastRead: lastRead.map { minute($0) }, failingSince: minute(failingSince)), at: now)
        }
        #expect(found(lastRead: 99, failingSince: 100, at: 101) == .unwatched(reason: "gone"))
        #expect(found(lastRead: 50, failingSince: 100, at: 101) == .waiting(until: minute(115), reason: "gone"))
        #expect(found(lastRead: 50, failingSince: 100, at: 115) == .unwatched(reason: "gone"))
        // Never read: a path that was mistyped keeps nothing from being sent.
        #expect(found(lastRead: nil, failingSince: 100, at: 101) == .unwatched(reason: "gone"))
        // A clock that was ahead when it failed.
        #expect(found(lastRead: 50, failingSince: 1000, at: 101) == .unwatched(reason: "gone"))
        #expect(finding("first", second, reading) == .retired(by: second))
    }

    @Test("a share that is not mounted looks like an empty folder, so what was there once has to be there still")
    func unmounted() {
        #expect(FenceReading.empty.judged(after: FenceRecord()) == .empty)
        guard case .unreadable = FenceReading.empty.judged(after: FenceRecord(lastRead: minute(1))) else {
            Issue.record("it counts as empty")
            return
        }
        #expect(FenceReading.generation(first).judged(after: FenceRecord(lastRead: minute(1))) == .generation(first))
    }

    @Test("the record has the last good look, once a minute, and since when there was none")
    func record() {
        let read = FenceRecord().after(.generation(first), at: minute(1))
        #expect(read == FenceRecord(lastRead: minute(1)))
        #expect(read.after(.generation(first), at: minute(1).addingTimeInterval(59)) == read)
        #expect(read.after(.generation(first), at: minute(2)) == FenceRecord(lastRead: minute(2)))
        let failing = read.after(.unreadable(reason: ""), at: minute(3)).after(.unreadable(reason: ""), at: minute(4))
        #expect(failing == FenceRecord(lastRead: minute(1), failingSince: minute(3)))
        #expect(failing.after(.generation(first), at: minute(5)) == FenceRecord(lastRead: minute(5)))
    }

    @Test("taking over is refused while the first was seen less than five minutes ago, and to whoever works already")
    func takeover() {
        func objection(_ machine: String?, _ latest: Generation?, _ fence: Generation?, seen: Int?, at now: Int) -> Takeover.Objection? {
            Takeover(machine: machine, latest: latest, fence: fence, lastSeen: seen.map { minute($0) }).objection(at: minute(now))
        }
        #expect(objection(nil, first, first, seen: 100, at: 104) == .seenLately(at: minute(100), from: minute(105)))
        #expect(objection(nil, first, first, seen: 100, at: 105) == nil)
        // By a clock that is ahead of this one.
        #expect(objection(nil, first, first, seen: 110, at: 105) == .seenLately(at: minute(110), from: minute(115)))
        #expect(objection(nil, nil, nil, seen: nil, at: 105) == nil)
        #expect(objection("first", first, first, seen: nil, at: 105) == .activeAlready(first))
        #expect(objection("first", first, second, seen: nil, at: 105) == nil)
    }

    @Test("a takeover has the next number, whichever of database and fence knows more")
    func number() {
        func number(_ latest: Generation?, _ fence: Generation?) -> Int64 {
            Takeover(machine: nil, latest: latest, fence: fence, lastSeen: nil).generation(of: "new", at: minute(1)).number
        }
        #expect(number(nil, nil) == 1 && number(first, nil) == 2 && number(first, second) == 3 && number(second, first) == 3)
    }
}
