import FollowUps
import Foundation
import Synchronization
import Testing

@testable import OpenIDConnect

/// A provider of ours, and one browser's attempt to sign in by it.
struct Attempt {
    let theirs: LyingProvider
    let ours: SchoolAccountProvider
    let begun: SchoolAccountStart
    let fields: [String: String]

    static func provider(_ theirs: LyingProvider, at seconds: @escaping @Sendable () -> TimeInterval = { 0 }) throws -> SchoolAccountProvider {
        SchoolAccountProvider(
            issuer: try #require(Issuer(LyingProvider.issuer)), clientID: LyingProvider.clientID, clientSecret: LyingProvider.clientSecret,
            callback: "https://opvolg.school.example/sign-in/school/callback", connection: theirs,
            newSecret: {
                var generator = SystemRandomNumberGenerator()
                return Secret(from: &generator)
            }, monotonic: seconds)
    }

    init(_ theirs: LyingProvider = LyingProvider(), by ours: SchoolAccountProvider? = nil, next: String = "/follow-ups/12") async throws {
        self.theirs = theirs
        self.ours = try ours ?? Self.provider(theirs)
        begun = try await self.ours.begin(next: next, at: LyingProvider.now)
        fields = Dictionary(
            try #require(URLComponents(string: begun.address)?.queryItems).map { ($0.name, $0.value ?? "") }, uniquingKeysWith: { $1 })
        theirs.change { $0.usedCodes = [] }
    }

    var state: String { fields["state"] ?? "" }
    var nonce: String { fields["nonce"] ?? "" }

    /// What comes of an answer of the provider with this token; of a good one for this attempt unless something else is said.
    @discardableResult
    func finish(
        token: String? = nil, state: String? = nil, code: String? = "code-1", error: String? = nil, issuer: String? = nil, sealed: String? = nil,
        after seconds: TimeInterval = 1
    ) async throws -> SchoolAccountIdentity {
        let given = try token ?? theirs.token(LyingProvider.claims(nonce: nonce))
        theirs.change { $0.token = given }
        return try await ours.finish(
            SchoolAccountAnswer(state: state ?? self.state, code: code, error: error, issuer: issuer), sealedAttempt: sealed ?? begun.sealedAttempt,
            at: LyingProvider.now.addingTimeInterval(seconds))
    }

    /// Why nobody is signed in; nil when somebody is.
    func refusal(
        token: String? = nil, state: String? = nil, code: String? = "code-1", error: String? = nil, issuer: String? = nil, sealed: String? = nil,
        after seconds: TimeInterval = 1
    ) async throws -> SchoolAccountProblem? {
        do {
            try await finish(token: token, state: state, code: code, error: error, issuer: issuer, sealed: sealed, after: seconds)
            return nil
        } catch let problem as SchoolAccountProblem {
            return problem
        }
    }
}
