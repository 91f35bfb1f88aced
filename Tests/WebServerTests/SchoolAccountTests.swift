import FollowUps
import Foundation
import Synchronization
import TestSupport
import Testing

@testable import WebServer

/// A provider that vouches for one account, for an answer with the state `good`.
private final class FakeSchoolAccount: SchoolAccountSignIn {
    private let asked = Mutex<[String]>([])
    let email: String
    let next: String
    let problem: SchoolAccountProblem?

    init(email: String = "ib@school.example", next: String = "/follow-ups/42?x=y", problem: SchoolAccountProblem? = nil) {
        self.email = email
        self.next = next
        self.problem = problem
    }

    var all: [String] { asked.withLock { $0 } }
    var account: SchoolAccount { SchoolAccount(signIn: self, claim: .email) }

    func begin(next: String, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountStart {
        asked.withLock { $0.append("begin \(next)") }
        if let problem { throw problem }
        return SchoolAccountStart(address: "https://login.school.example/?state=good", sealedAttempt: "sealed")
    }

    func finish(_ answer: SchoolAccountAnswer, sealedAttempt: String?, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountIdentity {
        asked.withLock {
            $0.append("finish \([answer.state, answer.code, answer.error, answer.issuer, sealedAttempt].map { $0 ?? "-" }.joined(separator: " "))")
        }
        if let problem { throw problem }
        let claims = IDTokenClaims(
            issuer: "i", audiences: [], expiresAt: nil, issuedAt: nil, nonce: nil, isEmailVerified: true, texts: ["email": email])
        return SchoolAccountIdentity(claims: claims, next: next, signOutHint: "hint")
    }

    func signOutAddress(returningTo address: String, hint: String?) async -> String? {
        "https://login.school.example/logout?to=\(address)&hint=\(hint ?? "-")"
    }
}

@Suite("Signing in with the school's account, over HTTP")
struct SchoolAccountTests {
    private static let cookie = "__Host-opvolg=c2VjcmV0LXRva2VuLTEyMw"
    private static let callback = "/sign-in/school/callback?state=good&code=c1&iss=https%3A%2F%2Flogin.school.example"

    @Test("leads to the provider with a cookie for this browser alone, and from there to the page that was wanted")
    func roundTrip() async throws {
        let fake = FakeSchoolAccount()
        try await RunningFront.use(setup: Setup.web(account: fake.account)) { running async throws in
            let begun = try await running.get("/sign-in/school?next=%2Ffollow-ups%2F42%3Fx%3Dy")
            #expect(begun.status == 303 && begun.headers["location"] == "https://login.school.example/?state=good")
            let attempt = try #require(begun.headers["set-cookie"])
            #expect(attempt.hasPrefix("__Host-opvolg-attempt=sealed;"))
            for attribute in ["Max-Age=600", "Path=/", "Secure", "HttpOnly", "SameSite=Lax"] {
                #expect(attempt.lowercased().contains(attribute.lowercased()), "\(attribute)")
            }
            let back = try await running.get(Self.callback, headers: ["Cookie": "__Host-opvolg-attempt=sealed"])
            #expect(back.status == 303 && back.headers["location"] == "/follow-ups/42?x=y")
            #expect(running.begun.all == ["ib school"])
            #expect(fake.all == ["begin /follow-ups/42?x=y", "finish good c1 - https://login.school.example sealed"])
            #expect(running.log.lines.allSatisfy { !$0.contains("ib@") && !$0.contains("c1") })
        }
    }

    @Test("a HEAD of the address to which the provider sends back uses nothing up, nor begins anything")
    func head() async throws {
        let fake = FakeSchoolAccount()
        try await RunningFront.use(setup: Setup.web(account: fake.account)) { running async throws in
            #expect(try await running.get(Self.callback, method: "HEAD").status == 404)
            _ = try await running.get("/sign-in/school", method: "HEAD")
            #expect(fake.all == [] && running.begun.all == [])
        }
    }

    @Test("whoever is not known is not made, and told with which account to ask for it; the log says no account")
    func unknown() async throws {
        try await RunningFront.use(setup: Setup.web(account: FakeSchoolAccount(email: "x@school.example").account)) { running async throws in
            let answer = try await running.get(Self.callback)
            #expect(answer.status == 403 && answer.body.hasPrefix("sign-in problem(nobody in the configuration"))
            #expect(running.begun.all == [])
            #expect(answer.headers["set-cookie"]?.contains("__Host-opvolg-attempt=;") == true)
            #expect(running.log.lines.contains { $0.hasPrefix("notice: web: nobody is signed in") })
            #expect(!running.log.lines.contains { $0.contains("x@school") })
        }
    }

    @Test(
        "what goes wrong is a page that says so, and signs nobody in",
        arguments: [
            (SchoolAccountProblem.unavailable("away"), 503), (.refused("access_denied"), 400), (.stale("late"), 400), (.invalid("odd"), 400),
            (.unverifiedEmail, 403), (.several(account: "a"), 403),
        ])
    func problems(problem: SchoolAccountProblem, status: Int) async throws {
        try await RunningFront.use(setup: Setup.web(account: FakeSchoolAccount(problem: problem).account)) { running async throws in
            let answer = try await running.get(Self.callback)
            #expect(answer.status == status && answer.body.hasPrefix("sign-in problem(") && running.begun.all == [])
            #expect(try await running.get("/sign-in/school").status == status)
        }
    }

    @Test(
        "never leads away from our own pages",
        arguments: [
            "https://marker.example", "//marker.example", "/\\marker.example", "marker", "", "/sign-out", "/sign-in/x", "/a\u{7f}", "/é",
            "/" + String(repeating: "a", count: 1000),
        ])
    func elsewhere(next: String) async throws {
        #expect(ReturnPath(next).text == "/")
        let fake = FakeSchoolAccount(next: next)
        try await RunningFront.use(setup: Setup.web(account: fake.account)) { running async throws in
            #expect(try await running.get(Self.callback).headers["location"] == "/")
        }
    }

    @Test("is not there without [web.oidc]")
    func off() async throws {
        try await RunningFront.use { running async throws in
            for path in ["/sign-in/school", Self.callback, "/sign-out/school"] { #expect(try await running.get(path).status == 404, "\(path)") }
            #expect(try await running.get("/sign-in").body.hasSuffix(" / false"))
        }
    }

    @Test("the page to sign in keeps the page that was wanted, and offers the account where there is one")
    func page() async throws {
        try await RunningFront.use(setup: Setup.web(account: FakeSchoolAccount().account)) { running async throws in
            #expect(try await running.get("/sign-in?next=%2Fcases%2FVL-1").body == "sign-in form(isAddressMissing: false) /cases/VL-1 true")
            #expect(try await running.post("/sign-in", "email=&next=%2Fcases%2FVL-1").body == "sign-in form(isAddressMissing: true) /cases/VL-1 true")
            #expect(try await running.get("/sign-in?next=%2F%2Fmarker.example").body.hasSuffix(" / true"))
        }
    }

    @Test("signing out leads to the provider for whoever came by it, by a page in between, and for nobody else")
    func signOut() async throws {
        let headers = ["Cookie": Self.cookie, "Sec-Fetch-Site": "same-origin"]
        let setup = Setup.web(account: FakeSchoolAccount().account)
        try await RunningFront.use(setup: setup, viewer: Setup.reader.id, signedInBy: .schoolAccount) { running async throws in
            let out = try await running.post("/sign-out", "", headers: headers)
            #expect(out.headers["location"] == "/sign-out/school" && out.headers["set-cookie"] == nil)
            // In this store a session goes on: whoever is led there by somebody's link stays signed in.
            #expect(try await running.get("/sign-out/school", headers: headers).headers["location"] == "/")
        }
        try await RunningFront.use(setup: setup) { running async throws in
            let session = try #require(try await running.get(Self.callback).headers["set-cookie"]?.split(separator: ";").first)
            let page = try await running.get("/sign-out/school", headers: ["Cookie": String(session)])
            #expect(page.headers["refresh"] == "0; url=https://login.school.example/logout?to=https://opvolg.school.example/sign-in&hint=hint")
            #expect(page.headers["set-cookie"]?.contains("__Host-opvolg=;") == true)
            let again = try await running.get("/sign-out/school", headers: ["Cookie": String(session)])
            #expect(again.headers["refresh"]?.hasSuffix("&hint=-") == true)
        }
        try await RunningFront.use(setup: setup, viewer: Setup.reader.id) { running async throws in
            #expect(try await running.post("/sign-out", "", headers: headers).headers["location"] == "/sign-in")
        }
    }

    @Test("a role that wants the school's account ends a session that a link began")
    func required() async throws {
        let school = School(
            id: "s", name: "S", region: "noord", roles: ["ib": Setup.reader.id], calendar: SchoolCalendar(clock: WallClock(zone: .gmt)))
        func status(_ needs: Bool, _ method: SignInMethod) async throws -> Int {
            let role = Role(id: "ib", title: LocalizedText(nl: "IB"), needsSchoolAccount: needs)
            let setup = Setup.web(account: FakeSchoolAccount().account, roles: [role], schools: [school])
            return try await RunningFront.use(setup: setup, viewer: Setup.reader.id, signedInBy: method) { running async throws in
                try await running.get("/", headers: ["Cookie": Self.cookie]).status
            }
        }
        #expect(try await status(false, .link) == 200)
        #expect(try await status(true, .link) == 303)
        #expect(try await status(true, .schoolAccount) == 200)
    }
}
