import FollowUps
import Foundation

/// What is known of a provider: how it is spoken to, and its keys. Each is fetched when it is needed, and kept for an hour.
struct ProviderKnowledge: Sendable {
    /// In seconds.
    static let freshness: TimeInterval = 3600
    /// In seconds, between two fetches of keys: a token with an unknown key must not make us ask without end.
    static let keyPause: TimeInterval = 60

    private let issuer: Issuer
    private let connection: any ProviderConnection
    private let metadata: RefreshedValue<ProviderMetadata>
    private let keys: RefreshedValue<SigningKeys>

    /// - Parameter monotonic: seconds on a clock that nobody sets.
    init(issuer: Issuer, connection: any ProviderConnection, monotonic: @escaping @Sendable () -> TimeInterval) {
        self.issuer = issuer
        self.connection = connection
        metadata = RefreshedValue(monotonic: monotonic)
        keys = RefreshedValue(monotonic: monotonic)
    }

    func currentMetadata() async throws(SchoolAccountProblem) -> ProviderMetadata {
        try await metadata.value(noOlderThan: Self.freshness) { [self] () async throws(SchoolAccountProblem) in
            guard let url = issuer.discoveryURL else { throw .unavailable("[web.oidc] issuer cannot be used") }
            return try ProviderMetadata(try await body(at: url, of: "what it says of itself"), of: issuer)
        }
    }

    /// The claims of an ID token whose signature is good. Keys are fetched anew when none of those known has signed it, at most once a minute.
    func verified(_ token: SignedToken) async throws(SchoolAccountProblem) -> IDTokenClaims {
        for age in [Self.freshness, Self.keyPause] {
            if await (try currentKeys(noOlderThan: age)).verify(token) { return try token.claims() }
        }
        throw .invalid("the ID token is not signed by a key of the provider")
    }

    private func currentKeys(noOlderThan age: TimeInterval) async throws(SchoolAccountProblem) -> SigningKeys {
        let url = try await currentMetadata().keysURL
        return try await keys.value(noOlderThan: age) { [self] () async throws(SchoolAccountProblem) in
            try SigningKeys(try await body(at: url, of: "its keys"))
        }
    }

    private func body(at url: WebURL, of what: String) async throws(SchoolAccountProblem) -> Data {
        switch await connection.get(url) {
        case .answer(200, let body): return body
        case .answer(let status, _): throw .unavailable("asked for \(what), the provider answered \(status)")
        case .none(let reason): throw .unavailable("asked for \(what), the provider gave no answer: \(reason)")
        }
    }
}

/// A value that is fetched when it is needed. However many need it, one fetch is under way. A value that is known is used on while a fetch fails.
private actor RefreshedValue<Value: Sendable> {
    private let monotonic: @Sendable () -> TimeInterval
    private var known: Value?
    /// When the last fetch ended, also one that failed.
    private var fetchedAt: TimeInterval?
    private var underWay: Task<Result<Value, SchoolAccountProblem>, Never>?

    init(monotonic: @escaping @Sendable () -> TimeInterval) { self.monotonic = monotonic }

    func value(
        noOlderThan age: TimeInterval, fetch: @escaping @Sendable () async throws(SchoolAccountProblem) -> Value
    ) async throws(SchoolAccountProblem) -> Value {
        if let known, let fetchedAt, monotonic() < fetchedAt + age { return known }
        let task =
            underWay
            ?? Task {
                do throws(SchoolAccountProblem) { return .success(try await fetch()) } catch { return .failure(error) }
            }
        underWay = task
        let result = await task.value
        if underWay == task {
            underWay = nil
            fetchedAt = monotonic()
            if case .success(let value) = result { known = value }
        }
        switch result {
        case .success(let value): return value
        case .failure(let problem):
            guard let known else { throw problem }
            return known
        }
    }
}
