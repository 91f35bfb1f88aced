import FollowUps
import Foundation
import SchoolTestSupport
import Synchronization
import Testing

@testable import WebServer

@Suite("How schools stand")
struct SchoolStatesTests {
    @Test("many who ask at once share one count, which is kept until something changes")
    func shared() async throws {
        let store = SlowStore()
        let states = SchoolStates(store: store)
        let setup = Setup.web()
        try await withThrowingTaskGroup(of: SchoolState.self) { group in
            for _ in 0..<20 { group.addTask { try await states.state(of: "vlieger", at: at("2026-12-07 09:00"), setup) } }
            await store.hasBeenAsked(20)
            store.answer()
            for try await state in group { #expect(state.figures.open == 7) }
        }
        _ = try await states.state(of: "vlieger", at: at("2026-12-07 10:00"), setup)
        #expect(store.counts == 1)
        store.change()
        _ = try await states.state(of: "vlieger", at: at("2026-12-07 10:00"), setup)
        #expect(store.counts == 2)
    }

    @Test("a count that fails is tried again by the next who asks")
    func failed() async throws {
        let store = SlowStore()
        store.answer()
        store.fails = true
        let states = SchoolStates(store: store)
        await #expect(throws: CancellationError.self) { try await states.state(of: "vlieger", at: at("2026-12-07 09:00"), Setup.web()) }
        store.fails = false
        #expect(try await states.state(of: "vlieger", at: at("2026-12-07 09:00"), Setup.web()).figures.open == 7)
    }
}

/// Counts as soon as it may.
private final class SlowStore: SchoolStateStore {
    private struct State {
        var asked = 0
        var counts = 0
        var mark: Int64 = 1
        var fails = false
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let kept = Mutex(State())

    var counts: Int { kept.withLock { $0.counts } }
    var fails: Bool {
        get { kept.withLock { $0.fails } }
        set { kept.withLock { $0.fails = newValue } }
    }

    func change() { kept.withLock { $0.mark += 1 } }

    func answer() {
        let waiting = kept.withLock { kept in
            kept.isOpen = true
            return kept.waiting
        }
        for each in waiting { each.resume() }
    }

    func hasBeenAsked(_ times: Int) async { while kept.withLock({ $0.asked }) < times { await Task.yield() } }

    func lastChange() -> Int64 {
        kept.withLock { kept in
            kept.asked += 1
            return kept.mark
        }
    }

    func state(of school: SchoolID, without cases: Set<CaseCode>, at now: Date, _ clock: WallClock) async throws -> SchoolState {
        await withCheckedContinuation { continuation in
            let isOpen = kept.withLock { kept in
                kept.counts += 1
                if !kept.isOpen { kept.waiting.append(continuation) }
                return kept.isOpen
            }
            if isOpen { continuation.resume() }
        }
        if fails { throw CancellationError() }
        return SchoolState(
            figures: SchoolStats(school: school, open: 7, overdue: [:], openCases: 0, trainingsOverdue: 0), weeks: [],
            holds: now..<at("2026-12-08 00:00"))
    }
}
