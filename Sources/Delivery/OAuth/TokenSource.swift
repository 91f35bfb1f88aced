import CCurl
import FollowUps
import Foundation
import Synchronization

/// Gives one token to all connections, kept in memory only. `TokenCache` decides when to fetch one; at most one request is under way.
public final class TokenSource: Sendable {
    private struct State {
        var keeping = TokenCache()
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let client: OAuthClient
    private let secret: String
    private let timeout: TimeInterval
    private let threads = CurlThreads(count: 1, name: "token")
    private let state = Mutex(State())
    private let clock: @Sendable () -> Date
    private let monotonic: @Sendable () -> TimeInterval

    /// In bytes; a longer answer is cut off.
    private static let longestAnswer = 64 * 1024

    /// What must never be repeated.
    var secrets: [String] { [secret, PercentEncoding.encoded(secret)] }

    /// `clock` serves a pause that ends at a date. `monotonic` gives seconds on a clock that nobody sets, for the life of a token.
    public init(
        _ client: OAuthClient, secret: String, timeout: TimeInterval = 20, clock: @escaping @Sendable () -> Date,
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime }
    ) {
        self.client = client
        self.secret = secret
        self.timeout = timeout
        self.clock = clock
        self.monotonic = monotonic
    }

    /// A token that is valid now. `refusal` is given when the mail server has just refused a token.
    func token(after refusal: TokenCache.Refusal? = nil) async -> Result<AccessToken, TokenProblem> {
        while true {
            switch state.withLock({ $0.keeping.next(at: monotonic(), after: refusal) }) {
            case .use(let token): return .success(token)
            case .giveUp(let problem): return .failure(problem)
            case .wait: await waitForOther()
            case .fetch:
                let begin = monotonic()
                let result = await fetch()
                let waiting = state.withLock { state in
                    state.keeping.fetched(result, askedAt: begin, at: monotonic())
                    defer { state.waiting = [] }
                    return state.waiting
                }
                waiting.forEach { $0.resume() }
                return result
            }
        }
    }

    func accepted(_ token: AccessToken) { state.withLock { $0.keeping.accepted(token) } }

    /// Returns at once when nobody is fetching.
    private func waitForOther() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                guard state.keeping.isFetching else { return true }
                state.waiting.append(continuation)
                return false
            }
            if isOver { continuation.resume() }
        }
    }

    private func fetch() async -> Result<AccessToken, TokenProblem> {
        await threads.run { [self] handle in
            guard let handle else { return .failure(.passing("libcurl could not be started")) }
            handle.resetForWeb(
                url: client.tokenURL.text, isEncrypted: client.tokenURL.isEncrypted, caFile: client.caFile, connectTimeout: timeout, timeout: timeout)
            let headers = ["Content-Type: application/x-www-form-urlencoded", "Accept: application/json", "Expect:"]
            let outcome = handle.perform(
                content: client.form(secret: secret), as: .post, reach: client.tokenURL.isEncrypted ? .anywhere : .loopback,
                lists: [(CURLOPT_HTTPHEADER, headers)], keepingAnswer: Self.longestAnswer)
            return TokenReply(outcome: outcome, body: outcome.answer, tokenURL: client.tokenURL, secrets: secrets, now: clock()).result
        }
    }
}
