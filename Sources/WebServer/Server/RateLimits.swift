import NIOCore
import Synchronization

/// How many requests may come: from each address a burst and then a steady number, and likewise from all together.
///
/// A whole school comes from one address, so the first is generous; it is there to keep one machine from using up what is there for all.
final class RateLimits: Sendable {
    struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    /// Requests at once, and then each second.
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
    /// Addresses that are kept in mind. With more than that, those whose allowance is whole again are forgotten, and if need be all.
    static let mostClients = 10_000

    private let now: @Sendable () -> Double
    private let state: Mutex<State>

    /// - Parameter now: seconds, from whenever; it never goes back.
    init(now: @escaping @Sendable () -> Double) {
        self.now = now
        state = Mutex(State(all: Bucket(tokens: Self.overall.burst, filledAt: now())))
    }

    /// Whether one more request of a client may be answered.
    func take(_ client: String) -> Bool {
        let now = now()
        return state.withLock { state in
            var bucket = state.clients[client] ?? Bucket(tokens: Self.perClient.burst, filledAt: now)
            let isWithin = Self.perClient.take(from: &bucket, at: now)
            if state.clients[client] == nil, state.clients.count >= Self.mostClients { Self.forget(in: &state, at: now) }
            state.clients[client] = bucket
            // Who is over their own allowance uses up nothing of what is there for all.
            return isWithin && Self.overall.take(from: &state.all, at: now)
        }
    }

    private static func forget(in state: inout State, at now: Double) {
        state.clients = state.clients.filter { $0.value.tokens + (now - $0.value.filledAt) * perClient.perSecond < perClient.burst }
        if state.clients.count >= mostClients { state.clients = [:] }
    }
}
