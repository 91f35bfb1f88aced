import FollowUps
import Foundation
import Synchronization

/// A cache of how schools stand, because counting reads everything that is open. Many who ask at once wait for one count.
final class SchoolStates: Sendable {
    private struct Key: Hashable {
        let school: SchoolID
        let without: Set<CaseCode>
    }

    private struct Known {
        let mark: Int64
        let fingerprint: String
        /// Shared by all who ask while it goes on.
        let counting: Task<SchoolState, any Error>
        /// Nil until it has been counted.
        var state: SchoolState?
    }

    /// At this size the cache is emptied. Only many exclusions make it so large.
    static let most = 500

    private let store: any SchoolStateStore
    private let known = Mutex<[Key: Known]>([:])

    init(store: any SchoolStateStore) { self.store = store }

    func state(of school: SchoolID, without cases: Set<CaseCode> = [], at now: Date, _ setup: WebSetup) async throws -> SchoolState {
        let key = Key(school: school, without: cases)
        // Read before counting: a change during the count then makes the entry stale.
        let mark = try await store.lastChange()
        let found = known.withLock { known in
            if let found = known[key], found.mark == mark, found.fingerprint == setup.rules.fingerprint,
                found.state.map({ $0.holds.contains(now) }) ?? true
            {
                return found
            }
            if known.count >= Self.most { known = [:] }
            let clock = setup.rules.directory.clock
            let counting = Task { [store] in try await store.state(of: school, without: cases, at: now, clock) }
            let next = Known(mark: mark, fingerprint: setup.rules.fingerprint, counting: counting)
            known[key] = next
            return next
        }
        if let state = found.state { return state }
        let result = await found.counting.result
        known.withLock { known in
            guard known[key]?.counting == found.counting else { return }
            // What failed is tried again by the next who asks.
            if case .success(let state) = result { known[key]?.state = state } else { known[key] = nil }
        }
        return try result.get()
    }
}
