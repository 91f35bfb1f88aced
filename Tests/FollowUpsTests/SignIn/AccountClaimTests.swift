import Testing

@testable import FollowUps

@Suite("The claim that says who somebody is")
struct AccountClaimTests {
    @Test(
        "is read with the property that it is compared with",
        arguments: [
            ("email", "email:email"), ("upn", "upn:email"), ("preferred_username:login", "preferred_username:login"), ("sub:id", "sub:id"),
            ("https://school.example/claims/code", "https://school.example/claims/code:email"),
            ("https://school.example/claims/code:login", "https://school.example/claims/code:login"),
        ])
    func read(text: String, whole: String) { #expect(AccountClaim(text)?.description == whole) }

    @Test("and nothing else", arguments: ["", ":login", "sub:name", "sub:", "a b", "a,b", "sub\u{e9}", "sub:Login"])
    func refused(text: String) { #expect(AccountClaim(text) == nil) }

    private static let people = [
        Person(id: "ib-vlieger", name: "IB", email: MailAddress("IB@vlieger.example"), login: "P.Devries"),
        Person(id: "directie-vlieger", name: "Directie", email: MailAddress("gedeeld@vlieger.example")),
        Person(id: "bestuur", name: "Bestuur", email: MailAddress("gedeeld@vlieger.example")), Person(id: "gast", name: "Gast"),
    ]

    private func person(_ texts: [String: String], verified: Bool? = nil, by claim: String) throws(SchoolAccountProblem) -> PersonID {
        let directory = Directory(clock: .amsterdam, schools: [], people: Self.people)
        let claims = IDTokenClaims(
            issuer: "i", audiences: ["a"], expiresAt: nil, issuedAt: nil, nonce: nil, isEmailVerified: verified, texts: texts)
        return try directory.person(for: claims, by: AccountClaim(claim) ?? .email).id
    }

    @Test("finds the one person with it, whatever the letter case")
    func found() throws {
        #expect(try person(["email": "ib@VLIEGER.example"], by: "email") == "ib-vlieger")
        #expect(try person(["email": "ib@vlieger.example"], verified: true, by: "email") == "ib-vlieger")
        #expect(try person(["preferred_username": "p.devries"], by: "preferred_username:login") == "ib-vlieger")
        // Of another claim nobody has said that it is an address that has to be verified.
        #expect(try person(["upn": "ib@vlieger.example"], verified: false, by: "upn") == "ib-vlieger")
        #expect(try person(["sub": "bestuur"], by: "sub:id") == "bestuur")
    }

    @Test("finds nobody whom it does not name alone, or by an address that is not verified")
    func nobody() {
        #expect(throws: SchoolAccountProblem.nobody(account: "x@vlieger.example")) { try person(["email": "x@vlieger.example"], by: "email") }
        #expect(throws: SchoolAccountProblem.several(account: "gedeeld@vlieger.example")) {
            try person(["email": "gedeeld@vlieger.example"], by: "email")
        }
        #expect(throws: SchoolAccountProblem.unverifiedEmail) { try person(["email": "ib@vlieger.example"], verified: false, by: "email") }
        #expect(throws: SchoolAccountProblem.nobody(account: "gast")) { try person(["sub": "gast"], by: "sub:login") }
        for texts in [[:], ["email": ""], ["mail": "ib@vlieger.example"]] as [[String: String]] {
            #expect { try person(texts, by: "email") } throws: { error in
                if case SchoolAccountProblem.invalid(let reason) = error { reason.contains("no claim \"email\"") } else { false }
            }
        }
    }

    @Test("no problem says whom it is about")
    func silent() {
        #expect(!"\(SchoolAccountProblem.nobody(account: "x@vlieger.example"))".contains("vlieger"))
        #expect(!"\(SchoolAccountProblem.several(account: "x@vlieger.example"))".contains("vlieger"))
    }
}
