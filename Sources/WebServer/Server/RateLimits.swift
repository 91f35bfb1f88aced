import NIOCore
import Synchronization

/// A token bucket for each address and one for all together. A whole school comes from one address, so its limit is generous: it only keeps one
/// machine from using up the limit of all.
final class RateLimits: Sendable {
    struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    struct Allowance {
        let burst: Double
        let perSecond: Double

        func take(from bucket: inout Bucket, at now: Double) -> Bool {
            bucket.tokens = min(burst, bucket.tokens + max(0, now - bucket.filledAt) * perSecond)
            bucket.filledAt = now
            guard bucket.tokens >= 1 else { return false }
            bucket.tokens -= 1
            return true
        }
    }

    private struct State {
        var all: Bucket
        var clients: [String: Bucket] = [:]
    }

    static let perClient = Allowance(burst: 120, perSecond: 4)
    static let overall = Allowance(burst: 600, perSecond: 60)
    /// Above this number, addresses whose bucket is full again are forgotten; if that is not enough, all are.
    static let mostClients = 10_000

    private let now: @Sendable () -> Double
    private let state: Mutex<State>

    /// - Parameter now: monotonic, in seconds.
    init(now: @escaping @Sendable () -> Double) {
        self.now = now
        state = Mutex(State(all: Bucket(tokens: Self.overall.burst, filledAt: now())))
    }

    func take(_ client: String) -> Bool {
        let now = now()
        return state.withLock { state in
            var bucket = state.clients[client] ?? Bucket(tokens: Self.perClient.burst, filledAt: now)
            let isWithin = Self.perClient.take(from: &bucket, at: now)
            if state.clients[client] == nil, state.clients.count >= Self.mostClients { Self.forget(in: &state, at: now) }
            state.clients[client] = bucket
            // A client over its own limit must not use up the limit of all.
            return isWithin && Self.overall.take(from: &state.all, at: now)
        }
    }

    private static func forget(in state: inout State, at now: Double) {
        state.clients = state.clients.filter { $0.value.tokens + (now - $0.value.filledAt) * perClient.perSecond < perClient.burst }
        if state.clients.count >= mostClients { state.clients = [:] }
    }
}
