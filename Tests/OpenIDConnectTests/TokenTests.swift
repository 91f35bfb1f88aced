import Crypto
import CryptoExtras
import FollowUps
import Foundation
import Testing

@testable import OpenIDConnect

/// What a provider that lies, or is not the one it says it is, puts into the hands of a browser.
@Suite("An ID token")
struct TokenTests {
    private typealias Claims = [String: any Sendable]

    private static let unsigned = "is not signed by a key of the provider"

    @Test("that is good says who somebody is, whichever key of a public pair has signed it")
    func good() async throws {
        let attempt = try await Attempt()
        let found = try await attempt.finish()
        #expect(found.claims.texts["email"] == "ib@vlieger.example" && found.claims.isEmailVerified == true && found.next == "/follow-ups/12")

        let rsa = try _RSA.Signing.PrivateKey(keySize: .bits2048)
        let primitives = try rsa.publicKey.getKeyPrimitives()
        let key = ["kty": "RSA", "kid": "rsa", "n": primitives.modulus.base64URL, "e": primitives.publicExponent.base64URL]
        for (algorithm, padding) in [("RS256", _RSA.Signing.Padding.insecurePKCS1v1_5), ("PS256", .PSS)] {
            let attempt = try await Attempt()
            // Entra's keys say neither their algorithm nor, always, their use.
            attempt.theirs.change { $0.keys = [key] }
            let token = try LyingProvider.token(LyingProvider.claims(nonce: attempt.nonce), header: ["alg": algorithm, "kid": "rsa"]) {
                try rsa.signature(for: SHA256.hash(data: $0), padding: padding).rawRepresentation
            }
            #expect(try await attempt.refusal(token: token) == nil, "\(algorithm)")
        }

        let edwards = Curve25519.Signing.PrivateKey()
        let other = try await Attempt()
        other.theirs.change { $0.keys = [["kty": "OKP", "crv": "Ed25519", "x": edwards.publicKey.rawRepresentation.base64URL, "alg": "EdDSA"]] }
        let token = try LyingProvider.token(LyingProvider.claims(nonce: other.nonce), header: ["alg": "EdDSA"]) { try edwards.signature(for: $0) }
        #expect(try await other.refusal(token: token) == nil)
    }

    @Test("is not believed when its signature is wrong, is none, or is by another key under a known name")
    func signature() async throws {
        let attempt = try await Attempt()
        let good = try attempt.theirs.token(LyingProvider.claims(nonce: attempt.nonce))
        let parts = good.split(separator: ".").map(String.init)
        var changed = LyingProvider.claims(nonce: attempt.nonce)
        changed["email"] = "directie@vlieger.example"
        let others = try JSONSerialization.data(withJSONObject: changed).base64URL
        let stranger = try attempt.theirs.token(changed, by: P256.Signing.PrivateKey())
        for token in ["\(parts[0]).\(others).\(parts[2])", stranger, "\(parts[0]).\(parts[1])."] {
            let refusal = try await Attempt(attempt.theirs, by: attempt.ours).refusal(token: token)
            #expect(refusal == .invalid("the ID token \(Self.unsigned)"), "\(token.suffix(20))")
        }
    }

    @Test("is not believed by an algorithm that proves nothing: none, or an HMAC with what is no secret to whoever verifies")
    func algorithm() async throws {
        let attempt = try await Attempt()
        let claims = LyingProvider.claims(nonce: attempt.nonce)
        let publicKey = try P256.Signing.PrivateKey(pemRepresentation: attempt.theirs.key.pemRepresentation).publicKey
        func hmac(_ secret: Data, _ header: Claims) throws -> String {
            try LyingProvider.token(claims, header: header) { Data(HMAC<SHA256>.authenticationCode(for: $0, using: SymmetricKey(data: secret))) }
        }
        let tokens = try [
            LyingProvider.token(claims, header: ["alg": "none", "kid": "one"]) { _ in Data() },
            LyingProvider.token(claims, header: ["alg": "None", "kid": "one"]) { _ in Data("x".utf8) },
            hmac(Data(publicKey.pemRepresentation.utf8), ["alg": "HS256", "kid": "one"]),
            hmac(publicKey.x963Representation, ["alg": "HS256", "kid": "one"]),
            hmac(Data(LyingProvider.clientSecret.utf8), ["alg": "HS256"]), hmac(Data(), ["alg": "HS512", "kid": "one"]),
            // What its header says that one has to understand.
            attempt.theirs.signed(claims, header: ["alg": "ES256", "kid": "one", "crit": ["b64"], "b64": false]),
        ]
        for token in tokens {
            let refusal = try await Attempt(attempt.theirs, by: attempt.ours).refusal(token: token)
            #expect("\(refusal.map(String.init(describing:)) ?? "")".contains("in a way that proves nothing"), "\(token.prefix(40))")
        }
        // The right key under another algorithm than its own.
        let other = try await Attempt()
        other.theirs.change { $0.keys[0]["alg"] = "ES384" }
        #expect(try await other.refusal() == .invalid("the ID token \(Self.unsigned)"))
        // And a secret that the provider gives out as if it were a key.
        let shared = try await Attempt()
        shared.theirs.change { $0.keys = [["kty": "oct", "kid": "one", "k": Data("x".utf8).base64URL, "alg": "HS256"]] }
        #expect(try await shared.refusal() == .invalid("the ID token \(Self.unsigned)"))
    }

    @Test("is not believed when it is for another, of another, for another attempt, or not for now")
    func claims() async throws {
        let now = Int(LyingProvider.now.timeIntervalSince1970)
        let cases: [(String, any Sendable, String)] = [
            ("aud", "marker", "another application"), ("aud", ["marker"], "another application"),
            ("aud", [LyingProvider.clientID, "marker"], "several applications"), ("azp", "marker", "another application"),
            ("iss", "https://login.marker.example", "another issuer"), ("nonce", "marker", "another attempt"), ("exp", now - 200, "has expired"),
            ("iat", now + 200, "not valid yet"), ("nbf", now + 200, "not valid yet"), ("exp", "soon", "cannot be read"),
            ("aud", 12, "cannot be read"), ("iss", 12, "cannot be read"),
        ]
        for (name, value, words) in cases {
            let attempt = try await Attempt()
            var claims = LyingProvider.claims(nonce: attempt.nonce)
            claims[name] = value
            let refusal = "\(try await attempt.refusal(token: attempt.theirs.token(claims)).map(String.init(describing:)) ?? "nothing")"
            #expect(refusal.contains(words) && !refusal.contains("marker"), "\(name): \(refusal)")
        }
        for name in ["nonce", "exp", "iat", "aud", "iss"] {
            let attempt = try await Attempt()
            var claims = LyingProvider.claims(nonce: attempt.nonce)
            claims[name] = nil
            #expect(try await attempt.refusal(token: attempt.theirs.token(claims)) != nil, "without \(name)")
        }
    }

    @Test("that is none is refused as such", arguments: ["", "x", "a.b", "a.b.c", "..", "e30.e30.e30", "e30.e30.e30.e30", "e30=.e30=.e30="])
    func nonsense(text: String) async throws {
        #expect(try await Attempt().refusal(token: text) == .invalid("what the provider calls an ID token is none"))
    }

    @Test("with email_verified as a text is read as it means", arguments: [("true", true), ("False", false), ("no", false)])
    func verifiedText(text: String, isVerified: Bool) async throws {
        let attempt = try await Attempt()
        var claims = LyingProvider.claims(nonce: attempt.nonce)
        claims["email_verified"] = text
        #expect(try await attempt.finish(token: attempt.theirs.token(claims)).claims.isEmailVerified == isVerified)
    }
}

extension LyingProvider {
    /// Well signed, under any header.
    func signed(_ claims: [String: any Sendable], header: [String: any Sendable]) throws -> String {
        let signer = try P256.Signing.PrivateKey(pemRepresentation: key.pemRepresentation)
        return try Self.token(claims, header: header) { try signer.signature(for: $0).rawRepresentation }
    }
}
