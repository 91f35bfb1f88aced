import FollowUps
import Foundation
import Templates
import TestSupport
import Testing
import WebPages

@testable import WebServer

@Suite("The page behind a link")
struct LinkPageTests {
    @Test("GET and HEAD show it and change nothing, whatever they carry")
    func reading() async throws {
        try await RunningFront.use { running in
            let answer = try await running.get(RunningFront.path + "?do=close&outcome=ja")
            #expect(answer.status == 200)
            #expect(answer.body == "follow-up 42 [\"ja\", \"nee\"] []")
            let head = try await running.get(RunningFront.path, method: "HEAD")
            #expect(head.status == 200)
            #expect(head.body == "")
            #expect(running.actions.looked == 2)
            #expect(running.actions.performed.isEmpty)
        }
    }

    @Test("one press asks, and changes nothing, however often; only the value of the page that asked changes it, once, and for what it asked about")
    func twice() async throws {
        try await RunningFront.use { running in
            func ask(_ body: String) async throws -> String {
                let answer = try await running.post(RunningFront.path, body)
                #expect(answer.status == 200 && answer.body.hasPrefix("confirm "), "\(answer.body)")
                return String(answer.body.dropFirst(8))
            }
            let close = "outcome=ja&do=close"
            let snooze = "until=2026-12-05&reason=Ziek&do=snooze"
            let (first, second) = (try await ask(close), try await ask(close))
            #expect(first != second)
            for body in ["\(close)&confirm=", "\(close)&confirm=yes", "\(close)&confirm=AAAAAAAAAAAAAAAAAAAAAA", "\(snooze)&confirm=\(first)"] {
                _ = try await ask(body)
            }
            // It was spent on the other button.
            _ = try await ask("\(close)&confirm=\(first)")
            #expect(running.actions.performed.isEmpty)
            #expect(try await running.post(RunningFront.path, "\(close)&confirm=\(second)").status == 303)
            #expect(running.actions.performed == [try FakeActions.close("ja", on: nil, reason: nil)])
            _ = try await ask("\(close)&confirm=\(second)")
            #expect(running.actions.performed.count == 1)
        }
    }

    @Test("what was asked an hour ago, or behind another link, is asked once more")
    func expired() throws {
        let confirmations = LinkConfirmations(newSecret: {
            var generator = SystemRandomNumberGenerator()
            return Secret(from: &generator)
        })
        let form = FollowUpForm(button: .close, [.outcome: "ja"])
        let (token, other) = (try #require(FakeActions.token), try #require(LinkToken("AAAAAAAAAAAAAAAAAAAAAA")))
        func isGood(_ later: TimeInterval, _ presser: LinkToken) -> Bool {
            let secret = confirmations.ask(about: form, behind: token, at: FakeActions.now)
            return confirmations.confirm(secret.text, form, behind: presser, at: FakeActions.now.addingTimeInterval(later))
        }
        #expect(isGood(3599, token))
        #expect(!isGood(3600, token))
        #expect(!isGood(0, other))
    }

    @Test("a chosen outcome and a pressed button close it, and the browser is sent back to the page")
    func closing() async throws {
        try await RunningFront.use { running in
            let answer = try await running.pressTwice("outcome=nee&reason=Al+verhuisd+%E2%80%93+vorige+week&do=close")
            #expect(answer.status == 303)
            #expect(answer.headers["location"] == RunningFront.path)
            #expect(running.actions.performed == [try FakeActions.close("nee", on: nil, reason: "Al verhuisd – vorige week")])
            // Neither which nor how: the log is read by whoever looks after the server.
            #expect(running.log.lines.contains("info: web: a follow-up was closed from a mail"))
            #expect(!running.log.lines.contains { $0.contains(#/\b42\b/#) || $0.contains("nee") })
        }
    }

    @Test(
        "without an outcome or a button nothing happens, and what is missing is said",
        arguments: [
            ("", "noButton"), ("outcome=ja", "noButton"), ("do=close", "noOutcome"), ("do=close&outcome=", "noOutcome"),
            ("do=close&outcome=weg", "noOutcome"), ("do=close&outcome=nee", "text(FollowUps.TextProblem.blank)"), ("do=snooze", "untilMissing"),
            ("do=delete&outcome=ja", "noButton"),
        ])
    func incomplete(body: String, problem: String) async throws {
        try await RunningFront.use { running in
            let answer = try await running.post(RunningFront.path, body)
            #expect(answer.status == 422)
            #expect(answer.body.contains(problem), "\(answer.body)")
            #expect(running.actions.performed.isEmpty)
        }
    }

    @Test(
        "other methods, other paths and other bodies are refused",
        arguments: [
            ("PUT", "", 404), ("DELETE", "", 404), ("OPTIONS", "", 404), ("GET", "/x", 404), ("POST", "/x", 404), ("PROPFIND", "", 404),
        ])
    func others(method: String, suffix: String, status: Int) async throws {
        try await RunningFront.use { running in
            let answer = try await running.get(RunningFront.path + suffix, method: method, headers: ["Sec-Fetch-Site": "same-origin"])
            #expect(answer.status == status)
            #expect(running.actions.performed.isEmpty)
        }
    }

    @Test("a body that is no form, is broken, says a thing twice or is too large changes nothing")
    func bodies() async throws {
        try await RunningFront.use { running in
            let json = try await running.post(
                RunningFront.path, "{}", headers: ["Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"])
            #expect(json.status == 400)
            for body in ["do=close&outcome=%zz", "do=close&outcome=ja&outcome=nee", "do=close&outcome=%ff", "do=close&outcome=ja%2"] {
                #expect(try await running.post(RunningFront.path, body).status == 400, "\(body)")
            }
            let large = try await running.post(RunningFront.path, "do=close&outcome=ja&x=" + String(repeating: "a", count: 17_000))
            #expect(large.status == 413)
            #expect(large.body == "notice tooLarge")
            let many = (0..<200).map { "f\($0)=1" }.joined(separator: "&")
            #expect(try await running.post(RunningFront.path, "do=close&outcome=ja&" + many).status == 400)
            #expect(running.actions.performed.isEmpty)
        }
    }

    @Test("a form that another site sends is refused; our own is not, also from a browser that tells nothing or hides where it is from")
    func sameOrigin() async throws {
        try await RunningFront.use { running in
            let body = "do=close&outcome=ja"
            for headers in [
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "none"],
                ["Sec-Fetch-Site": "cross-site", "Origin": "https://opvolg.school.example"], ["Origin": "https://evil.example"],
                ["Origin": "https://opvolg.school.example.evil.example"], ["Origin": "http://opvolg.school.example"],
            ] {
                let answer = try await running.post(RunningFront.path, body, headers: headers)
                #expect(answer.status == 403, "\(headers)")
                #expect(answer.body == "notice otherSite")
            }
            #expect(running.actions.performed.isEmpty)
            for headers in [
                ["Sec-Fetch-Site": "same-origin", "Origin": "null"], ["Origin": "https://opvolg.school.example"], ["Origin": "null"], [:],
            ] {
                #expect(try await running.pressTwice(body, headers: headers).status == 303, "\(headers)")
            }
        }
    }

    @Test("where a cookie says who somebody is, a browser that tells nothing is refused")
    func needsProof() async throws {
        let site = WebEnvironment(setup: Setup.web(), clock: { FakeActions.now })
        #expect(CSRFMiddleware(site: site, needsProof: true).isOurs([:]) == false)
        #expect(CSRFMiddleware(site: site, needsProof: true).isOurs([.origin: "null"]) == false)
        #expect(CSRFMiddleware(site: site, needsProof: true).isOurs([.origin: "https://opvolg.school.example"]))
    }

    @Test("whatever is wrong with a link, the reader gets the same page, and the log the reason, never the link")
    func badLinks() async throws {
        try await RunningFront.use { running in
            let good = RunningFront.path
            for path in [
                "/o/", "/o/x", String(good.dropLast()), good + "A", "/o/AAAAAAAAAAAAAAAAAAAAAA", good.lowercased(), good + "%00", "/o/..%2f..%2fetc",
                "/o/" + String(repeating: "A", count: 3000),
            ] {
                let answer = try await running.get(path)
                #expect(answer.status == 404, "\(path)")
                #expect(answer.body == "notice noSuchLink" || answer.body == "notice notFound", "\(path)")
            }
            for reason in LinkRefusal.allCases {
                running.actions.refuse(reason)
                let answer = try await running.get(good)
                #expect(answer.status == 404)
                #expect(answer.body == "notice noSuchLink")
                #expect(try await running.post(good, "do=close&outcome=ja").status == 404)
                #expect(running.log.lines.contains("info: web: GET /o/{token} refused with 404: \(reason)"))
            }
            #expect(running.actions.performed.isEmpty)
            #expect(!running.log.lines.contains { $0.contains(FakeActions.token?.text ?? "?") })
        }
    }

    @Test("a database that cannot be used is said neutrally, and logged as an error")
    func locked() async throws {
        try await RunningFront.use { running in
            running.actions.refuse(nil)
            let answer = try await running.get(RunningFront.path)
            #expect(answer.status == 503)
            #expect(answer.body == "notice notNow")
            #expect(running.log.lines.contains("error: web: GET /o/{token} refused with 503: the database is locked"))
        }
    }

    @Test("what ended in the meantime is shown as it is, and a case that is not done says so")
    func meanwhile() async throws {
        try await RunningFront.use(FakeActions(refusal: .endedAlready)) { running in
            let answer = try await running.pressTwice("do=close&outcome=ja")
            #expect(answer.status == 303)
        }
        try await RunningFront.use(FakeActions(status: .closed)) { running in
            let answer = try await running.post(RunningFront.path, "do=close&outcome=ja")
            #expect(answer.status == 303)
            // Whoever wanted something else is told that it does not count.
            for other in ["do=close&outcome=nee", "do=snooze&until=2026-12-12&reason=x"] {
                let answer = try await running.post(RunningFront.path, other)
                #expect(answer.status == 409)
                #expect(answer.body == "follow-up 42 [] [WebPages.FollowUpForm.Problem.refused(WebPages.ActionRefusal.endedAlready)]")
            }
            #expect(running.actions.performed.isEmpty)
        }
        try await RunningFront.use(FakeActions(refusal: .caseNotDone(open: [7]))) { running in
            let answer = try await running.pressTwice("do=close&outcome=ja")
            #expect(answer.status == 422)
            #expect(answer.body.contains("caseNotDone"))
        }
    }

    @Test("every answer, refused or not, tells the browser to keep it to itself")
    func headers() async throws {
        try await RunningFront.use { running in
            for path in [RunningFront.path, "/o/x", "/nope", "/style.css", "/robots.txt"] {
                let headers = try await running.get(path).headers
                #expect(
                    headers["content-security-policy"]
                        == "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")
                #expect(headers["referrer-policy"] == "no-referrer")
                #expect(headers["cache-control"] == "no-store")
                #expect(headers["x-content-type-options"] == "nosniff")
                #expect(headers["strict-transport-security"] == "max-age=31536000")
                #expect(headers["server"] == nil)
            }
        }
    }

    @Test("the style sheet may be kept under the name with its hash, and under any other comes the present one, which may not")
    func stylesheet() async throws {
        try await RunningFront.use { running in
            let named = try await running.get(PagePath.stylesheet(PlainPages().stylesheet))
            #expect(named.status == 200 && named.body == PlainPages().stylesheet)
            #expect(named.headers["cache-control"] == "public, max-age=31536000, immutable")
            let former = try await running.get("/style/0123456789abcdef.css")
            #expect(former.status == 200 && former.body == named.body && former.headers["cache-control"] == "no-store")
        }
        #expect(PagePath.stylesheet("a") != PagePath.stylesheet("b") && PagePath.stylesheet("a").wholeMatch(of: #/\/style\/[0-9a-f]+\.css/#) != nil)
    }

    @Test("what is no HTTP, or too long to be ours, is refused and logged without what it held")
    func malformed() async throws {
        try await RunningFront.use { running in
            let token = FakeActions.token?.text ?? ""
            for request in [
                "GET /o/\(token)\r\n\r\n", "\u{16}\u{3}\u{1}secret", "GET /o/\(token) HTTP/1.1\r\nHost x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nX-Long: \(String(repeating: "a", count: 40_000))\r\n\r\n",
                "POST /o/\(token) HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "POST /o/\(token) HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            ] {
                let answer = Answer(try await running.exchange(request))
                #expect((400...499).contains(answer.status) || answer.status == 0, "\(request.prefix(60)): \(answer.status)")
            }
            #expect(running.log.lines.contains("info: web: what came was no HTTP request, and was refused with 400"))
            #expect(!running.log.lines.contains { $0.contains(token) || $0.contains("secret") })
            #expect(running.actions.performed.isEmpty)
            #expect(try await running.get(RunningFront.path).status == 200)
        }
    }

    /// The head of a form that a page sends in chunks, and what begins its body.
    private static let chunked =
        "POST \(RunningFront.path) HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        + "Transfer-Encoding: chunked\r\n\r\n8\r\ndo=close\r\n"

    @Test("a bad chunk in a body is 400 and one line at info, and changes nothing", arguments: ["zz\r\n", "\r\n\r\n", "5\r\nabcdefgh\r\n0\r\n\r\n"])
    func badChunk(chunk: String) async throws {
        try await RunningFront.use { running in
            let before = running.log.lines.count
            #expect(Answer(try await running.exchange(Self.chunked + chunk)).status == 400)
            try await waitUntil("it is logged") { running.log.lines.count > before }
            #expect(
                running.log.lines.dropFirst(before).map { $0.replacing(/body.*/, with: "body") } == [
                    "info: web: POST /o/{token} refused with 400: a body"
                ])
            #expect(running.actions.performed.isEmpty)
            #expect(try await running.get(RunningFront.path).status == 200)
        }
    }

    @Test("a body that breaks off is one line at info, and changes nothing")
    func brokenOff() async throws {
        try await RunningFront.use { running in
            let before = running.log.lines.count
            var connection: RawConnection? = try RawConnection(port: running.port)
            connection?.send(Data(Self.chunked.utf8))
            connection = nil
            try await waitUntil("it is logged") { running.log.lines.count > before }
            let lines = running.log.lines.dropFirst(before)
            #expect(lines.count == 1 && lines.allSatisfy { $0.hasPrefix("info: ") }, "\(lines)")
            #expect(running.actions.performed.isEmpty)
        }
    }
}
