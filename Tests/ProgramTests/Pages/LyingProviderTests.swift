import Foundation
import TestSupport
import Testing

@Suite("A provider of accounts that lies", .serialized)
struct LyingProviderTests {
    /// A school whose people sign in at a provider that lies.
    private struct School {
        let provider: LyingProvider
        let school: PagedSchool
        let theirs: WebClient

        /// At the time at which a paged school begins.
        init() async throws {
            let provider = try await LyingProvider(now: Date(timeIntervalSince1970: 1_796_641_200))
            let account = """
                [web.oidc]
                issuer = "\(provider.issuer)"
                client_id = "\(LyingProvider.clientID)"
                client_secret_file = "oidc-secret"
                """
            school = try await PagedSchool(pages: account) { try $0.write(LyingProvider.clientSecret + "\n", to: "oidc-secret") }
            self.provider = provider
            theirs = WebClient(port: provider.port)
        }

        /// What the browser brings back from the provider: the address at ours, and the cookie of this attempt.
        func attempt(_ lie: String, next: String = "%2Ffollow-ups") async throws -> (path: String, cookie: String) {
            let begun = try await school.web.get("/sign-in/school?next=\(next)")
            let (there, cookie) = (begun.headers["location"] ?? "", begun.cookie ?? "")
            guard begun.status == 303, there.hasPrefix(provider.issuer + "/authorize?") else {
                throw Unexpected(description: "an attempt began with \(begun.status) \(there)")
            }
            let back = try await theirs.get(String(there.dropFirst(provider.issuer.count)) + "&lie=\(lie)").headers["location"] ?? ""
            guard let callback = back.range(of: "/sign-in/school/callback") else { throw Unexpected(description: "the provider led to \(back)") }
            return (String(back[callback.lowerBound...]), cookie)
        }

        func signIn(_ lie: String) async throws -> WebClient.Answer {
            let (path, cookie) = try await attempt(lie)
            return try await school.web.get(path, cookie: cookie)
        }
    }

    @Test("signs nobody in, whatever it says, and the log says what was wrong without a word about anybody; the truth signs in")
    func lies() async throws {
        let school = try await School()
        let lies: [(String, Int, String)] = [
            ("signature", 400, "not signed by a key of the provider"), ("changed", 400, "not signed by a key of the provider"),
            ("none", 400, "in a way that proves nothing"), ("hmac-public-key", 400, "in a way that proves nothing"),
            ("hmac-secret", 400, "in a way that proves nothing"), ("unknown-key", 400, "not signed by a key of the provider"),
            ("stolen-name", 400, "not signed by a key of the provider"), ("other-audience", 400, "for another application"),
            ("given-to-another", 400, "given out to another application"), ("other-nonce", 400, "another attempt to sign in (nonce)"),
            ("expired", 400, "has expired"), ("not-yet", 400, "not valid yet"), ("from-tomorrow", 400, "not valid yet"),
            ("other-issuer", 400, "another issuer"), ("mixed-up", 400, "another provider (iss)"), ("other-state", 400, "another attempt or browser"),
            ("no-email", 400, "no claim \"email\""), ("unverified", 403, "email_verified is false"), ("stranger", 403, "nobody in the configuration"),
            ("denied", 400, "answered access_denied"), ("broken", 503, "answered 500"), ("endless", 503, "gave no answer"),
        ]
        for (lie, status, words) in lies {
            let before = school.school.daemon.run.standardError.count
            let answer = try await school.signIn(lie)
            #expect(answer.status == status && answer.cookie?.hasSuffix("=") == true, "\(lie): \(answer.status) \(answer.cookie ?? "")")
            let said = school.school.daemon.run.standardError.dropFirst(before)
            #expect(said.contains("nobody is signed in with the school's account: ") && said.contains(words), "\(lie): \(said)")
        }
        #expect(try await school.school.instance.run("person", "sessions").standardOutput.contains("ib-vlieger") == false)
        let truth = try await school.signIn("")
        #expect(truth.status == 303 && truth.headers["location"] == "/follow-ups")
        let sessions = try await school.school.instance.run("person", "sessions").standardOutput
        #expect(sessions.components(separatedBy: "ib-vlieger").count == 2)
        #expect(try school.provider.tokenRequests.allSatisfy { $0.proven && $0.basic == "opvolg:geheim-van-de-school" })
        let log = try await school.school.daemon.stop().standardError
        for word in ["vlieger", "elders", "eyJ", "code-", LyingProvider.clientSecret] { #expect(!log.contains(word), "\(word)") }
    }

    @Test("a code, an answer and an attempt count once, in the browser that asked, whatever the provider takes twice")
    func replay() async throws {
        let school = try await School()
        let web = school.school.web
        let (mine, other) = (try await school.attempt("takes-codes-twice"), try await school.attempt("takes-codes-twice"))
        // Somebody else's browser: my answer with their attempt, and theirs with mine.
        #expect(try await web.get(mine.path, cookie: other.cookie).status == 400)
        #expect(try await web.get(other.path, cookie: mine.cookie).status == 400)
        #expect(try await web.get(mine.path).status == 400)
        #expect(try school.provider.tokenRequests.isEmpty)
        #expect(try await web.send(.init(method: "HEAD", path: mine.path, headers: ["Cookie": mine.cookie])).status == 404)
        let first = try await web.get(mine.path, cookie: mine.cookie)
        #expect(first.status == 303)
        #expect(try await web.get(mine.path, cookie: mine.cookie).status == 400)
        // My code in another attempt of mine: the provider gives out a token for the first.
        let code = try #require(mine.path.firstMatch(of: #/code=([^&]+)/#)?.1)
        let third = try await school.attempt("takes-codes-twice")
        let swapped = third.path.replacing(#/code=[^&]+/#, with: "code=\(code)")
        #expect(try await web.get(swapped, cookie: third.cookie).status == 400)
        #expect(try school.provider.tokenRequests.map(\.proven) == [true, false])
        // After ten minutes nobody comes back.
        let late = try await school.attempt("")
        try school.school.instance.clock.move(to: "2026-12-07 11:10:00")
        #expect(try await web.get(late.path, cookie: late.cookie).status == 400)
    }

    @Test("that takes another key is believed again when its keys have been fetched anew")
    func rotation() async throws {
        let school = try await School()
        #expect(try await school.signIn("").status == 303)
        _ = try await school.theirs.get("/rotate")
        #expect(try await school.signIn("").status == 400)
        #expect(try school.provider.fetches(of: "/keys") == 1)
        // A file that is read anew forgets what was known.
        try await school.school.daemon.reload()
        #expect(try await school.signIn("").status == 303)
        #expect(try school.provider.fetches(of: "/keys") == 2)
    }

    @Test("a role that wants the school's account takes no link, and the page does not tell; other roles go on as before")
    func required() async throws {
        let school = try await School()
        let (paged, instance) = (school.school, school.school.instance)
        let before = try await paged.signIn("bestuur@perspectief.example")
        let waiting = try await paged.link(for: "bestuur@perspectief.example")
        let catalogue = try instance.scratch.text("templates/meldcode.toml")
        try instance.scratch.write(
            catalogue.replacing("id = \"bestuur\"\n", with: "id = \"bestuur\"\nsign_in = \"oidc\"\n"), to: "templates/meldcode.toml")
        try await paged.daemon.reload()
        #expect(try await paged.web.get("/", cookie: before).status == 303)
        #expect(try await paged.web.post(waiting, "asked=yes").status == 404)
        let answers = [
            try await paged.web.post("/sign-in", "email=bestuur%40perspectief.example"),
            try await paged.web.post("/sign-in", "email=nobody%40perspectief.example"),
        ]
        #expect(answers[0].body == answers[1].body && answers.map(\.status) == [200, 200])
        try await paged.daemon.run.waitUntil("it says so") { $0.standardError.contains("has to use the school's account") }
        _ = try await paged.signIn("ib@vlieger.example")
        #expect(try await paged.links(to: "bestuur@perspectief.example").count == 2)
        // The board, who holds that role at two schools, comes in by the account, and sees both.
        let signedIn = try await school.signIn("two-schools")
        let cookie = try #require(signedIn.cookie)
        let schools = try await paged.web.get("/schools", cookie: cookie)
        #expect(schools.status == 200 && schools.body.contains("De Vlieger") && schools.body.contains("De Regenboog"))
    }
}
