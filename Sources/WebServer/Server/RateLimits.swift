import FollowUps
import Synchronization

/// A token bucket for each session, and for each address from which somebody comes who is not signed in. All of these addresses together have one more;
/// a session has nothing to do with it, so that no flood of others keeps out whoever is signed in.
final class RateLimits: Sendable {
    enum Client: Hashable {
        case session(Secret)
        case address(String)
    }

    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    private struct Allowance {
        let burst: Double
        let perSecond: Double

        init(burst: Double, perSecond: Double) {
            self.burst = burst
            self.perSecond = perSecond
        }

        init(perMinute: Int) { self.init(burst: Double(perMinute), perSecond: Double(perMinute) / 60) }

        func take(from bucket: inout Bucket, at now: Double) -> Bool {
            fill(&bucket, at: now)
            guard bucket.tokens >= 1 else { return false }
            bucket.tokens -= 1
            return true
        }

        func fill(_ bucket: inout Bucket, at now: Double) {
            bucket.tokens = min(burst, bucket.tokens + max(0, now - bucket.filledAt) * perSecond)
            bucket.filledAt = now
        }
    }

    private struct State {
        var all: Bucket
        var clients: [Client: Bucket] = [:]
    }

    private static let overall = Allowance(burst: 600, perSecond: 60)
    /// Above this number, those whose bucket is full again are forgotten; if that is not enough, all are.
    static let mostClients = 10_000

    private let now: @Sendable () -> Double
    private let state: Mutex<State>

    /// - Parameter now: monotonic, in seconds.
    init(now: @escaping @Sendable () -> Double) {
        self.now = now
        state = Mutex(State(all: Bucket(tokens: Self.overall.burst, filledAt: now())))
    }

    func take(_ client: Client, _ limits: WebLimits) -> Bool {
        let now = now()
        let allowance = Self.allowance(of: client, limits)
        return state.withLock { state in
            var bucket = state.clients[client] ?? Bucket(tokens: allowance.burst, filledAt: now)
            let isWithin = allowance.take(from: &bucket, at: now)
            if state.clients[client] == nil, state.clients.count >= Self.mostClients { Self.forget(in: &state, limits, at: now) }
            state.clients[client] = bucket
            if case .session = client { return isWithin }
            // An address over its own limit must not use up the limit of all.
            return isWithin && Self.overall.take(from: &state.all, at: now)
        }
    }

    private static func allowance(of client: Client, _ limits: WebLimits) -> Allowance {
        switch client {
        case .session: Allowance(perMinute: limits.signedIn)
        case .address: Allowance(perMinute: limits.signedOut)
        }
    }

    private static func forget(in state: inout State, _ limits: WebLimits, at now: Double) {
        state.clients = state.clients.filter { client, bucket in
            let allowance = allowance(of: client, limits)
            var bucket = bucket
            allowance.fill(&bucket, at: now)
            return bucket.tokens < allowance.burst
        }
        if state.clients.count >= mostClients { state.clients = [:] }
    }
}
