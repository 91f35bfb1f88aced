import Crypto
import FollowUps
import Foundation
import JWTKit
import Synchronization
import Testing

@testable import OpenIDConnect

@Suite("Signing in with the school's account")
struct FlowTests {
    private static func words(_ problem: SchoolAccountProblem?) -> String { problem.map { "\($0)" } ?? "nothing" }

    @Test("asks the provider for a code, with PKCE, state and nonce that are new each time, and says where to send it")
    func begins() async throws {
        let first = try await Attempt()
        let second = try await Attempt(first.theirs, by: first.ours)
        #expect(first.begun.address.hasPrefix("https://login.school.example/authorize?tenant=1&response_type=code&"))
        #expect(first.fields["client_id"] == LyingProvider.clientID && first.fields["scope"] == "openid email profile")
        #expect(first.fields["redirect_uri"] == "https://opvolg.school.example/sign-in/school/callback")
        #expect(first.fields["code_challenge_method"] == "S256" && first.fields["code_challenge"]?.count == 43)
        for name in ["state", "nonce", "code_challenge"] {
            #expect(first.fields[name]?.isEmpty == false && first.fields[name] != second.fields[name], "\(name)")
        }
        #expect(first.begun.sealedAttempt != second.begun.sealedAttempt)
        for value in [first.state, first.nonce, "follow-ups"] {
            #expect(!first.begun.sealedAttempt.contains(value) && Data(base64URL: first.begun.sealedAttempt)?.contains(value.utf8) == false)
        }
    }

    @Test("sends the code with the secret and with what the challenge was made from")
    func token() async throws {
        let attempt = try await Attempt()
        try await attempt.finish(code: "code 1&")
        let form = try #require(attempt.theirs.seen.forms.first)
        #expect(form["grant_type"] == "authorization_code" && form["code"] == "code 1&" && form["redirect_uri"] == attempt.fields["redirect_uri"])
        #expect(Data(SHA256.hash(data: Data((form["code_verifier"] ?? "").utf8))).base64URL == attempt.fields["code_challenge"])
        #expect(form["client_secret"] == nil)
        // As RFC 6749 has it, each is encoded before they are joined.
        #expect(attempt.theirs.seen.credentials == [ProviderCredentials(username: "opvolg-client", password: "geheim%2Bvan%2Fde%3Dschool")])

        let methods = ["private_key_jwt", "client_secret_basic", "client_secret_post"]
        let posted = try await Attempt(with: ["token_endpoint_auth_methods_supported": methods])
        try await posted.finish()
        #expect(posted.theirs.seen.forms.first?["client_secret"] == LyingProvider.clientSecret && posted.theirs.seen.credentials == [nil])
        await #expect(throws: SchoolAccountProblem.self) {
            try await Attempt(with: ["token_endpoint_auth_methods_supported": ["private_key_jwt"]])
        }
    }

    @Test("an answer counts once, and only in the browser that asked, within ten minutes")
    func state() async throws {
        let mine = try await Attempt()
        let theirs = try await Attempt(mine.theirs, by: mine.ours)
        let none: [SchoolAccountProblem?] = [
            try await mine.refusal(sealed: ""), try await mine.refusal(sealed: "x"), try await mine.refusal(sealed: mine.begun.sealedAttempt + "A"),
            // The browser of somebody else: an answer to their question, brought here by a link.
            try await mine.refusal(sealed: theirs.begun.sealedAttempt), try await mine.refusal(state: theirs.state),
            try await mine.refusal(state: ""), try await mine.refusal(after: 600), try await mine.refusal(after: -1),
        ]
        for problem in none {
            guard case .stale = problem else {
                Issue.record("\(Self.words(problem))")
                continue
            }
        }
        // None of these asked for a token, nor used the attempt up.
        #expect(mine.theirs.seen.forms.isEmpty)
        #expect(try await mine.refusal(after: 599) == nil)
        #expect(Self.words(try await mine.refusal()).contains("answered before"))
        #expect(mine.theirs.seen.forms.count == 1)
        // A restart forgets what is under way.
        let restarted = try await Attempt(theirs.theirs).refusal(state: theirs.state, sealed: theirs.begun.sealedAttempt)
        #expect(Self.words(restarted).contains("kept no attempt"))
    }

    @Test("a code that is brought a second time signs nobody in: the provider refuses it, and one that does not gives a token for another attempt")
    func replay() async throws {
        let first = try await Attempt()
        let token = try first.theirs.token(LyingProvider.claims(nonce: first.nonce))
        #expect(try await first.refusal(token: token) == nil)
        let second = try await Attempt(first.theirs, by: first.ours)
        first.theirs.change { $0.usedCodes = ["code-1"] }
        let refused = try await second.refusal(token: token)
        #expect(Self.words(refused).contains("400 (invalid_grant)") && !Self.words(refused).contains("marker"))
        let third = try await Attempt(first.theirs, by: first.ours)
        #expect(Self.words(try await third.refusal(token: token)).contains("another attempt"))
    }

    @Test("an answer of another provider is not taken for one of ours, and where ours names itself always, one without a name neither")
    func mixedUp() async throws {
        #expect(Self.words(try await Attempt().refusal(issuer: "https://login.marker.example")).contains("another provider (iss)"))
        #expect(try await Attempt().refusal(issuer: LyingProvider.issuer) == nil)
        let naming: [String: any Sendable] = ["authorization_response_iss_parameter_supported": true]
        #expect(try await Attempt(with: naming).refusal(issuer: LyingProvider.issuer) == nil)
        let silent = try await Attempt(with: naming)
        #expect(Self.words(try await silent.refusal()).contains("does not say which provider"))
        #expect(silent.theirs.seen.forms.isEmpty)
    }

    @Test(
        "a provider that names itself otherwise, or leads off its TLS, is not spoken to",
        arguments: [
            ("issuer", "https://login.school.example/v2.0/", "names itself otherwise"),
            ("issuer", "https://login.marker.example", "names itself otherwise"),
            ("token_endpoint", "http://127.0.0.1:8080/token", "no token_endpoint"), ("jwks_uri", "http://login.school.example/keys", "no jwks_uri"),
            ("authorization_endpoint", "javascript:alert(1)", "no authorization_endpoint"),
        ])
    func metadata(name: String, value: String, words: String) async throws {
        await #expect { try await Attempt(with: [name: value]) } throws: { "\($0)".contains(words) && !"\($0)".contains("marker") }
    }

    @Test("what the provider says instead of a code is told by its word alone")
    func refused() async throws {
        #expect(try await Attempt().refusal(code: nil, error: "access_denied") == .refused("access_denied"))
        #expect(try await Attempt().refusal(code: nil, error: "ib@vlieger.example") == .refused("an error"))
        #expect(Self.words(try await Attempt().refusal(code: nil)).contains("no code"))
        #expect(Self.words(try await Attempt().refusal(code: "")).contains("no code"))
        let attempt = try await Attempt()
        attempt.theirs.change { ($0.tokenStatus, $0.tokenError) = (401, "invalid_client") }
        let problem = try await attempt.refusal()
        #expect(Self.words(problem).contains("check [web.oidc] client_id"))
        if case .unavailable = problem {} else { Issue.record("\(Self.words(problem))") }
    }

    @Test("keys are fetched once, anew when the provider has replaced them, and at most once a minute for a key that nobody knows")
    func rotation() async throws {
        let theirs = LyingProvider()
        let time = Mutex(0.0)
        let ours = try Attempt.provider(theirs) { time.withLock { $0 } }
        func fetches() -> Int { theirs.seen.gets["https://login.school.example/keys"] ?? 0 }
        for _ in 0..<3 { #expect(try await Attempt(theirs, by: ours).refusal() == nil) }
        #expect(fetches() == 1 && theirs.seen.gets.values.reduce(0, +) == 2)

        let (new, stranger) = (ES256PrivateKey(), P256.Signing.PrivateKey())
        theirs.change { $0.keys = [LyingProvider.publicKey(new, id: "two")] }
        let signer = try P256.Signing.PrivateKey(pemRepresentation: new.pemRepresentation)
        func rotated() async throws -> SchoolAccountProblem? {
            let attempt = try await Attempt(theirs, by: ours)
            return try await attempt.refusal(token: theirs.token(LyingProvider.claims(nonce: attempt.nonce), by: signer, kid: "two"))
        }
        time.withLock { $0 = 59 }
        #expect(try await rotated() != nil && fetches() == 1)
        time.withLock { $0 = 60 }
        #expect(try await rotated() == nil && fetches() == 2)
        for _ in 0..<5 {
            let attempt = try await Attempt(theirs, by: ours)
            let problem = try await attempt.refusal(token: theirs.token(LyingProvider.claims(nonce: attempt.nonce), by: stranger, kid: "three"))
            #expect(Self.words(problem).contains("not signed by a key"))
        }
        #expect(fetches() == 2)
        // The key that was taken away is good no more.
        #expect(try await Attempt(theirs, by: ours).refusal() != nil)
        // What is known is used on while the provider gives no keys out.
        time.withLock { $0 = 4000 }
        theirs.change { $0.metadata["jwks_uri"] = "https://login.school.example/gone" }
        #expect(try await rotated() == nil)
    }

    @Test("a provider that does not answer is told of, and asked again by the next who comes")
    func silent() async throws {
        let theirs = LyingProvider()
        let ours = try Attempt.provider(theirs)
        theirs.change { $0.isSilent = true }
        await #expect { try await Attempt(theirs, by: ours) } throws: { "\($0)".contains("gave no answer: nobody is there") }
        theirs.change { $0.isSilent = false }
        #expect(try await Attempt(theirs, by: ours).refusal() == nil)
    }

    @Test("many who come at once make one request")
    func once() async throws {
        let theirs = LyingProvider()
        let ours = try Attempt.provider(theirs)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            for _ in 0..<50 { tasks.addTask { _ = try await ours.begin(next: "/", at: LyingProvider.now) } }
            try await tasks.waitForAll()
        }
        #expect(theirs.seen.gets.values.reduce(0, +) == 1)
    }

    @Test("signing out leads to the provider's own end, and on to ours, where it has one")
    func signOut() async throws {
        let attempt = try await Attempt()
        let here = "https://opvolg.school.example/sign-in"
        let hint = try await attempt.finish().signOutHint
        #expect(hint.split(separator: ".").count == 3)
        let back = "client_id=opvolg-client&post_logout_redirect_uri=https%3A%2F%2Fopvolg.school.example%2Fsign-in"
        #expect(
            await attempt.ours.signOutAddress(returningTo: here, hint: hint) == "https://login.school.example/logout?id_token_hint=\(hint)&\(back)")
        #expect(await attempt.ours.signOutAddress(returningTo: here, hint: nil) == "https://login.school.example/logout?\(back)")
        let without = try await Attempt(with: ["end_session_endpoint": ""])
        #expect(await without.ours.signOutAddress(returningTo: here, hint: hint) == nil)
    }

    @Test("ten thousand answered attempts are remembered, and then the oldest forgotten")
    func answered() {
        var answered = AnsweredAttempts()
        var generator = SystemRandomNumberGenerator()
        func attempt(_ seconds: Double) -> SignInAttempt {
            SignInAttempt(next: "/", begun: LyingProvider.now.addingTimeInterval(seconds)) { Secret(from: &generator) }
        }
        let all = (0..<AnsweredAttempts.most).map { attempt(Double($0) / 100) }
        let now = LyingProvider.now.addingTimeInterval(101)
        let first = all.map { answered.insert($0, at: now) }
        #expect(first.allSatisfy { $0 })
        let again = [all[0], attempt(100.5), all[1], all[0]].map { answered.insert($0, at: now) }
        #expect(again == [false, true, false, true])
    }
}

extension Attempt {
    /// With a provider that says something else of itself.
    init(with changes: [String: any Sendable]) async throws {
        let theirs = LyingProvider()
        theirs.change { state in for (name, value) in changes { state.metadata[name] = value } }
        try await self.init(theirs)
    }
}
