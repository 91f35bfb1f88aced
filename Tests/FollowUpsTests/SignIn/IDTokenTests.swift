import Foundation
import Testing

@testable import FollowUps

@Suite("The claims of an ID token")
struct IDTokenTests {
    private static let now = at("2026-12-07 08:00")
    private static let expectation = IDTokenExpectation(issuer: "https://login.school.example/v2.0", clientID: "opvolg", nonce: "n-1")
    private static let good = IDTokenClaims(
        issuer: "https://login.school.example/v2.0", audiences: ["opvolg"], expiresAt: now.addingTimeInterval(3600), issuedAt: now, nonce: "n-1")

    private func objection(_ change: (inout IDTokenClaims) -> Void) -> String? {
        var claims = Self.good
        change(&claims)
        return Self.expectation.objection(to: claims, at: Self.now)
    }

    @Test("are good when they are for us, for now and for this attempt, with two minutes between the clocks")
    func good() {
        #expect(objection { _ in } == nil)
        #expect(objection { $0.expiresAt = Self.now.addingTimeInterval(-119) } == nil)
        #expect(objection { $0.issuedAt = Self.now.addingTimeInterval(120) } == nil)
        #expect(objection { $0.notBefore = Self.now.addingTimeInterval(120) } == nil)
        #expect(objection { $0.authorizedParty = "opvolg" } == nil)
        #expect(
            objection {
                $0.audiences = ["other", "opvolg"]
                $0.authorizedParty = "opvolg"
            } == nil)
    }

    @Test("are refused with what is wrong, and never with a value of theirs")
    func bad() {
        let cases: [(String, (inout IDTokenClaims) -> Void)] = [
            ("another issuer", { $0.issuer = "https://login.school.example/v2.0/" }), ("another issuer", { $0.issuer = nil }),
            ("another application", { $0.audiences = ["marker"] }), ("another application", { $0.audiences = [] }),
            ("given out to another", { $0.authorizedParty = "marker" }), ("several applications", { $0.audiences = ["opvolg", "marker"] }),
            ("does not say when it expires", { $0.expiresAt = nil }), ("has expired", { $0.expiresAt = Self.now.addingTimeInterval(-120) }),
            ("does not say when it was made", { $0.issuedAt = nil }), ("not valid yet", { $0.issuedAt = Self.now.addingTimeInterval(121) }),
            ("not valid yet", { $0.notBefore = Self.now.addingTimeInterval(121) }), ("another attempt", { $0.nonce = "marker" }),
            ("another attempt", { $0.nonce = nil }),
        ]
        for (words, change) in cases {
            let said = objection(change)
            #expect(said?.contains(words) == true, "\(said ?? "nothing") should say: \(words)")
            #expect(said?.contains("marker") != true)
        }
    }

    @Test("an issuer is https, or http on this machine, without a query")
    func issuer() {
        #expect(Issuer("https://accounts.google.com")?.discoveryURL?.text == "https://accounts.google.com/.well-known/openid-configuration")
        #expect(Issuer("https://a.example/v2.0/")?.discoveryURL?.text == "https://a.example/v2.0/.well-known/openid-configuration")
        #expect(Issuer("http://127.0.0.1:8080")?.text == "http://127.0.0.1:8080")
        for text in [
            "http://login.school.example", "https://a.example?x", "https://a.example/#x", "a.example", "ftp://a.example", "https://u:p@a.example",
        ] {
            #expect(Issuer(text) == nil, "\(text)")
        }
    }
}
