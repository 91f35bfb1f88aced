import FollowUps
import Foundation
import Synchronization

/// A cache of how schools stand, because counting reads everything that is open.
final class SchoolStates: Sendable {
    private struct Key: Hashable {
        let school: SchoolID
        let without: Set<CaseCode>
    }

    private struct Known {
        let mark: Int64
        let fingerprint: String
        let state: SchoolState
    }

    /// At this size the cache is emptied. Only many exclusions make it so large.
    static let most = 500

    private let store: any VisibilityStore
    private let known = Mutex<[Key: Known]>([:])

    init(store: any VisibilityStore) { self.store = store }

    func state(of school: SchoolID, without cases: Set<CaseCode> = [], at now: Date, _ setup: WebSetup) async throws -> SchoolState {
        let key = Key(school: school, without: cases)
        // Read before counting: a change during the count then makes the entry stale.
        let mark = try await store.lastChange()
        if let found = known.withLock({ $0[key] }), found.mark == mark, found.fingerprint == setup.rules.fingerprint, found.state.holds.contains(now)
        {
            return found.state
        }
        let state = try await store.state(of: school, without: cases, at: now, setup.rules.directory.clock)
        known.withLock { known in
            if known.count >= Self.most { known = [:] }
            known[key] = Known(mark: mark, fingerprint: setup.rules.fingerprint, state: state)
        }
        return state
    }
}
