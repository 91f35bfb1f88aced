import Foundation
import TestSupport
import Testing

@Suite("The pages", .serialized)
struct PagesTests {
    /// A case that everybody may know of, one from which IB and directie of De Vlieger are excluded, trainings and a task of the teacher's.
    private func school() async throws -> PagedSchool {
        let school = try await PagedSchool()
        let instance = school.instance
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-009", "--school", "vlieger", "--due", "2026-12-11")
        for person in ["ib-vlieger", "directie-vlieger"] {
            let result = try await instance.run("case", "exclude", "VL-2026-009", person)
            #expect(result.exitCode == 0, "\(result.standardError)")
        }
        try await instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-12-14", "--owner", "leerkracht-groep5")
        return school
    }

    /// By the last part of the mail address.
    private static let people = [
        ("ib-vlieger", "ib@vlieger.example"), ("ib-regenboog", "ib@regenboog.example"), ("directie-vlieger", "directie@vlieger.example"),
        ("directie-regenboog", "directie@regenboog.example"), ("bestuur", "bestuur@perspectief.example"),
        ("leerkracht-groep5", "groep5@vlieger.example"),
    ]

    private static let paths = [
        "/", "/follow-ups", "/follow-ups.csv", "/calendar", "/absences", "/contacts", "/search?q=x", "/cases", "/cases.csv", "/cases/VL-2026-001",
        "/cases/VL-2026-001/follow-ups.csv",
        "/cases/VL-2026-009", "/cases/VL-2026-009/follow-ups.csv", "/schools", "/schools.csv", "/schools/vlieger",
        "/schools/vlieger/follow-ups.csv", "/schools/vlieger/trainings.csv", "/schools/regenboog", "/schools/regenboog/follow-ups.csv",
        "/schools/nowhere", "/cases/NONE", "/schools/vlieger.csv", "/schools/regenboog.csv",
    ]

    @Test("pages and roles over HTTP: each row is all that one person gets, everything else is no such page, and nobody gets nothing")
    func table() async throws {
        let school = try await school()
        let all = "/ /follow-ups /follow-ups.csv /calendar /absences /contacts /search?q=x"
        let rows = [
            "ib-vlieger": "\(all) /cases /cases.csv /cases/VL-2026-001 /cases/VL-2026-001/follow-ups.csv",
            "ib-regenboog": "\(all) /cases /cases.csv /cases/VL-2026-009 /cases/VL-2026-009/follow-ups.csv",
            "directie-vlieger":
                "\(all) /cases /cases.csv /cases/VL-2026-001 /schools /schools.csv /schools/vlieger /schools/vlieger/follow-ups.csv /schools/vlieger/trainings.csv /schools/vlieger.csv",
            "directie-regenboog":
                "\(all) /cases /cases.csv /schools /schools.csv /schools/regenboog /schools/regenboog/follow-ups.csv /schools/regenboog.csv",
            "bestuur":
                "/ /follow-ups /follow-ups.csv /calendar /contacts /search?q=x /cases /cases.csv /schools /schools.csv /schools/vlieger /schools/regenboog /schools/vlieger.csv /schools/regenboog.csv",
            "leerkracht-groep5": all,
        ]
        var bodies: [String: [String: String]] = [:]
        for (person, address) in Self.people {
            let cookie = try await school.signIn(address)
            let answers = try await school.web.send(
                Self.paths.map { .init(path: $0, headers: ["Cookie": cookie, "X-Forwarded-For": "192.0.2.\(bodies.count)"]) })
            let opened = zip(Self.paths, answers).filter { $1.status == 200 }
            #expect(opened.map(\.0).joined(separator: " ") == rows[person], "\(person)")
            #expect(answers.allSatisfy { [200, 404].contains($0.status) }, "\(person)")
            bodies[person] = Dictionary(opened.map { ($0, $1.body) }, uniquingKeysWith: { first, _ in first })
            // What is not theirs is not hinted at either.
            let refused = zip(Self.paths, answers).filter { $1.status == 404 }.map(\.1.body)
            #expect(Set(refused).count <= 1, "\(person)")
        }
        let nobody = try await school.web.send(Self.paths.map { .init(path: $0) })
        #expect(nobody.allSatisfy { $0.status == 303 && $0.headers["location"]?.hasPrefix("/sign-in") == true && $0.body.isEmpty })

        // The excluded case is nowhere in what those see who are excluded from it, nor in what belongs to others.
        for person in ["ib-vlieger", "directie-vlieger", "directie-regenboog", "bestuur", "leerkracht-groep5"] {
            for (path, body) in bodies[person, default: [:]] { #expect(!body.contains("VL-2026-009"), "\(person) \(path)") }
        }
        #expect(bodies["ib-regenboog"]?["/"]?.contains("VL-2026-009") == true)
        // Of cases the directie sees the codes, and that something is due, but neither in which nor what.
        let page = try #require(bodies["directie-vlieger"]?["/schools/vlieger"])
        // On the page of a school it goes without saying which.
        #expect(!page.contains("<span>De Vlieger</span>"))
        #expect(page.contains("Actie in een dossier, nr. 1") && page.contains("do 10 december") && !page.contains("vr 11 december"))
        for person in ["directie-vlieger", "bestuur", "leerkracht-groep5"] {
            for (path, body) in bodies[person, default: [:]] {
                let namesCodes = person == "directie-vlieger" && path.hasPrefix("/cases")
                #expect(
                    (namesCodes || !body.contains("VL-2026-001")) && !body.contains("hulp-aangekomen") && !body.contains("Hulp aangekomen"),
                    "\(person) \(path)")
            }
        }
        #expect(bodies["directie-vlieger"]?["/schools/vlieger/trainings.csv"]?.contains("Leerkracht groep 5") == true)
        #expect(bodies["bestuur"]?.values.allSatisfy { !$0.contains("Leerkracht groep 5") } == true)
        #expect(bodies["directie-vlieger"]?["/schools.csv"]?.contains("De Vlieger;2;0;0;0;1;0\r\n") == true)
        #expect(bodies["bestuur"]?["/schools.csv"]?.contains("De Vlieger;3;0;0;0;2;0\r\n") == true)
        #expect(bodies["bestuur"]?["/schools/vlieger.csv"]?.hasSuffix("De Vlieger;3;0;0;0;2;0\r\n") == true)
        #expect(bodies["directie-vlieger"]?["/schools/vlieger.csv"] == bodies["directie-vlieger"]?["/schools/vlieger/follow-ups.csv"])
        #expect(bodies["leerkracht-groep5"]?["/"]?.contains("lang=\"en\"") == true)
        let end = try await school.daemon.stop()
        for (_, address) in Self.people { #expect(!end.standardError.contains(address)) }
        #expect(end.exitCode == 0)
    }

    @Test("a link is for once and a quarter of an hour; looking at it, and posting its form unticked, uses nothing up")
    func link() async throws {
        let school = try await school()
        let link = try await school.link(for: "ib@vlieger.example")
        let looks = try await school.web.send([.init(path: link), .init(method: "HEAD", path: link)])
        #expect(looks.map(\.status) == [200, 200] && looks[0].body.contains("IB De Vlieger"))
        let unticked = try await school.web.post(link)
        #expect(unticked.status == 422 && unticked.cookie == nil)
        #expect(try await school.web.post(link, "asked=yes", from: "cross-site").status == 403)
        let answer = try await school.web.post(link, "asked=yes")
        #expect(answer.status == 303 && answer.headers["location"] == "/")
        let attributes = Set((answer.headers["set-cookie"] ?? "").split(separator: ";").map { $0.trimmingPrefix(" ").lowercased() })
        #expect(attributes.isSuperset(of: ["httponly", "samesite=lax", "path=/", "max-age=28800"]))
        for again in [try await school.web.get(link), try await school.web.post(link, "asked=yes")] {
            #expect(again.status == 404 && again.cookie == nil && !again.body.contains("IB De Vlieger"))
        }
        let late = try await school.link(for: "ib@vlieger.example")
        try school.instance.clock.move(to: "2026-12-07 11:15:00")
        #expect(try await school.web.post(late, "asked=yes").status == 404)
        #expect(!(try await school.daemon.stop()).standardError.contains(link.suffix(22)))
    }

    @Test("the page that somebody wanted comes up when they have signed in by the link of a mail, and another site's never does")
    func wanted() async throws {
        let school = try await school()
        #expect(try await school.web.get("/follow-ups/1?x=y").headers["location"] == "/sign-in?next=%2Ffollow-ups%2F1%3Fx%3Dy")
        _ = try await school.web.post("/sign-in", "email=ib%40vlieger.example&next=%2Ffollow-ups%2F1%3Fx%3Dy")
        try await waitUntil("the link came") { try await !school.links(to: "ib@vlieger.example").isEmpty }
        let mails = try await school.instance.mails()
        let link = try #require(mails.compactMap { $0.plain.firstMatch(of: #/(/sign-in/[A-Za-z0-9_-]{22}\?\S+)/#).map { String($0.1) } }.first)
        #expect(link.hasSuffix("?next=%2Ffollow-ups%2F1%3Fx%3Dy"))
        #expect(try await school.web.get(link).body.contains("action=\"\(link)\""))
        #expect(try await school.web.post(link, "asked=yes").headers["location"] == "/follow-ups/1?x=y")
        let other = try await school.link(for: "ib@vlieger.example")
        #expect(try await school.web.post(other + "?next=%2F%2Felders.example", "asked=yes").headers["location"] == "/")
    }

    @Test("the answer to an address that is known is that to one that is not, and only the known one gets mail")
    func unknown() async throws {
        let school = try await school()
        let answers = [
            try await school.web.post("/sign-in", "email=nobody%40vlieger.example"),
            try await school.web.post("/sign-in", "email=IB%40vlieger.example"),
        ]
        #expect(
            answers.map(\.status) == [200, 200] && answers[0].body == answers[1].body
                && answers[0].headers.keys.sorted() == answers[1].headers.keys.sorted())
        try await waitUntil("the link came") { try await !school.links(to: "ib@vlieger.example").isEmpty }
        #expect(try await school.web.post("/sign-in", "email=no+address").status == 422)
        // A sixth link at once is one too many.
        for _ in 0..<5 { _ = try await school.web.post("/sign-in", "email=ib%40vlieger.example") }
        try await school.daemon.run.waitUntil("it says so") { $0.standardError.contains("too many sign-in links") }
        #expect(try await school.links(to: "ib@vlieger.example").count == 5)
        #expect(try await school.instance.mails().filter { ["Aanmelden", "Sign in"].contains($0.subject) }.count == 5)
        // Past the outbox: nothing of a link lies in the database.
        let files = ["opvolg.db", "opvolg.db-wal"].map { URL(filePath: school.instance.scratch.file($0)) }
        let stored = try files.reduce(into: Data()) { $0 += try Data(contentsOf: $1) }
        for link in try await school.links(to: "ib@vlieger.example") {
            #expect(stored.range(of: Data(link.suffix(22).utf8)) == nil, "\(link)")
        }
    }

    @Test("a session ends by signing out, after eight hours, by the operator, and with its person; a guessed one never begins")
    func sessions() async throws {
        let school = try await school()
        let cookie = try await school.signIn("ib@vlieger.example")
        let name = try #require(cookie.split(separator: "=").first)
        for guess in ["\(name)=AAAAAAAAAAAAAAAAAAAAAA", "\(name)=", "\(name)=x", "\(cookie)x", "other\(cookie)"] {
            #expect(try await school.web.get("/", cookie: guess).status == 303, "\(guess.prefix(12))")
        }
        #expect(try await school.web.get("/", cookie: cookie).status == 200)
        // Somebody else's site cannot sign them out, nor make them an address.
        for path in ["/sign-out", "/calendar", "/calendar/end"] {
            #expect(try await school.web.post(path, cookie: cookie, from: "cross-site").status == 403)
            #expect(try await school.web.send(.init(method: "POST", path: path, headers: ["Cookie": cookie])).status == 403)
        }
        #expect(try await school.web.get("/", cookie: cookie).status == 200)
        let out = try await school.web.post("/sign-out", cookie: cookie)
        #expect(out.status == 303 && out.headers["set-cookie"]?.lowercased().contains("max-age=0") == true)
        #expect(try await school.web.get("/", cookie: cookie).status == 303)

        let other = try await school.signIn("ib@vlieger.example")
        #expect(try await school.instance.run("person", "sessions").standardOutput.contains("ib-vlieger"))
        #expect(try await school.instance.run("person", "sign-out", "ib-vlieger").standardOutput.contains("sessions ended: 1"))
        #expect(try await school.web.get("/", cookie: other).status == 303)

        let third = try await school.signIn("ib@vlieger.example")
        try school.instance.clock.move(to: "2026-12-07 18:59:59")
        #expect(try await school.web.get("/", cookie: third).status == 200)
        try school.instance.clock.move(to: "2026-12-07 19:00:00")
        #expect(try await school.web.get("/", cookie: third).status == 303)

        let teacher = try await school.signIn("groep5@vlieger.example")
        #expect(try await school.web.get("/", cookie: teacher).status == 200)
        try school.instance.scratch.write(
            try school.instance.scratch.text("opvolg.toml").replacing("\"leerkracht-groep5\"", with: "\"leerkracht-groep6\""), to: "opvolg.toml")
        try await school.daemon.reload()
        #expect(try await school.web.get("/", cookie: teacher).status == 303)
    }

    @Test(
        "a calendar's address is shown once, answers with what is theirs, says when nothing has changed, and ends when it is renewed, ended or its person leaves"
    )
    func calendar() async throws {
        let school = try await school()
        let cookie = try await school.signIn("groep5@vlieger.example")
        func make() async throws -> String {
            let answer = try await school.web.post("/calendar", cookie: cookie)
            return String(try #require(answer.body.firstMatch(of: #/(/calendar/[A-Za-z0-9_-]{22}\.ics)/#)).1)
        }
        let first = try await make()
        #expect(try await !school.web.get("/calendar", cookie: cookie).body.contains(".ics"))
        let feed = try await school.web.get(first)
        #expect(feed.status == 200 && feed.headers["content-type"] == "text/calendar; charset=utf-8")
        #expect(feed.body.contains("DTSTART;VALUE=DATE:20261214") && feed.body.contains("SUMMARY:Action 3") && !feed.body.contains("training"))
        #expect(feed.headers["cache-control"] == "private, no-cache")
        let tag = try #require(feed.headers["etag"])
        let same = try await school.web.get(first, ["If-None-Match": "\"x\", \(tag)"])
        #expect(same.status == 304 && same.body.isEmpty)
        _ = try await school.instance.run("reschedule", "3", "--due", "2026-12-16", "--reason", "ziek")
        let changed = try await school.web.get(first, ["If-None-Match": tag])
        #expect(changed.status == 200 && changed.body.contains("20261216") && changed.body.contains("SEQUENCE:1"))
        let second = try await make()
        #expect(try await school.web.send([.init(path: first), .init(path: second)]).map(\.status) == [404, 200])
        #expect(try await school.web.post("/calendar/end", cookie: cookie).status == 303)
        #expect(try await school.web.get(second).status == 404)

        let ib = try await school.signIn("ib@vlieger.example")
        let theirs = try #require(try await school.web.post("/calendar", cookie: ib).body.firstMatch(of: #/(/calendar/[A-Za-z0-9_-]{22}\.ics)/#))
        #expect(try await school.web.get(String(theirs.1)).body.contains("Actie 1\r\n"))
        #expect(try await !school.web.get(String(theirs.1)).body.contains("Actie 2\r\n"))
        try school.instance.scratch.write(
            try school.instance.scratch.text("opvolg.toml").replacing("\"ib-vlieger\"", with: "\"ib-nieuw\""), to: "opvolg.toml")
        try await school.daemon.reload()
        #expect(try await school.web.get(String(theirs.1)).status == 404)
        #expect(!(try await school.daemon.stop()).standardError.contains(second.dropFirst(10).prefix(22)))
    }

    @Test("a monitor on the machine gets figures without a case or a person; what comes through a proxy does not, and the pages have none")
    func monitoring() async throws {
        let school = try await school()
        try await waitUntil("a pass has ended") { try await school.monitor.get("/healthz").status == 200 }
        let metrics = try await school.monitor.get("/metrics")
        #expect(metrics.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            metrics.body.contains("opvolg_follow_ups_open{school=\"vlieger\"} 3\n")
                && metrics.body.contains("opvolg_cases_open{school=\"vlieger\"} 2\n"))
        for word in ["VL-2026", "ib-vlieger", "groep5", "@"] { #expect(!metrics.body.contains(word), "\(word)") }
        for header in ["X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"] {
            for path in ["/metrics", "/healthz"] { #expect(try await school.monitor.get(path, [header: "192.0.2.1"]).status == 404, "\(header)") }
        }
        for path in ["/metrics", "/healthz"] { #expect(try await school.web.get(path).status == 404, "\(path)") }
        for path in ["/", "/sign-in", "/follow-ups"] { #expect(try await school.monitor.get(path).status == 404, "\(path)") }
    }

    @Test("looking changes nothing: with every page fetched, the history and the database's contents are as they were")
    func readOnly() async throws {
        let school = try await school()
        let cookie = try await school.signIn("ib@vlieger.example")
        let before = try await school.instance.run("history", "--format", "json").standardOutput
        let requests = Self.paths.flatMap { path in ["GET", "HEAD"].map { WebClient.Request(method: $0, path: path, headers: ["Cookie": cookie]) } }
        _ = try await school.web.send(requests)
        #expect(try await school.instance.run("history", "--format", "json").standardOutput == before)
        #expect(try await school.instance.run("person", "sessions").standardOutput.contains("ib-vlieger"))
    }
}
