import Foundation
import TestSupport
import Testing

@Suite("The web front of the daemon")
struct WebServiceTests {
    @Test("a follow-up is closed from a mail in its owner's name, what follows is opened, and the link tells from then on who closed it")
    func closes() async throws {
        let web = try WebInstance()
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let link = try #require(try await web.links(to: "ib@vlieger.example").first)
        let path = WebInstance.path(link)
        let page = try await web.get(path)
        #expect(page.status == 200)
        #expect(page.body.contains("VL-2026-014"))
        #expect(page.body.contains("0800-2000"))
        let asked = try await web.post(path, "outcome=ja&do=close")
        #expect(asked.status == 200 && asked.body.contains("Klopt dit?") && asked.body.contains("Er is nog niets veranderd."))
        #expect(try await web.instance.json(["show", "1"], as: FollowUpJSON.self).status == "open")
        #expect(try await web.pressTwice(path, "outcome=ja&do=close").status == 303)
        let closed = try await web.instance.json(["show", "1"], as: FollowUpJSON.self)
        #expect(closed.status == "closed")
        #expect(closed.outcome == "ja")
        let next = try await web.instance.json(["list"], as: [FollowUpJSON].self).filter { $0.kind == "effect-volgen" }
        #expect(next.count == 1)
        let history = try await web.instance.run("history", "show", "1").standardOutput
        #expect(history.contains("ib-vlieger"))
        // The new one is reminded of at its time by the daemon that served the page.
        try await daemon.look(at: "2026-11-24 09:00:00")
        let again = try await web.get(path)
        #expect(again.status == 200)
        #expect(again.body.contains("Dit is afgerond."))
        #expect(again.body.contains("door u"))
        #expect(!again.body.contains("<form"))
        #expect(try await web.post(path, "outcome=ja&do=close").status == 303)
        // Whoever chose something else is told that it does not count, and what does.
        let second = try await web.post(path, "outcome=nee&do=close")
        #expect(second.status == 409)
        for words in ["wat u nu koos, telt niet", "Dit is afgerond.", "door u", "Ja, de hulp is begonnen"] {
            #expect(second.body.contains(words), "\(words):\n\(second.body)")
        }
        #expect(try await web.instance.json(["show", "1"], as: FollowUpJSON.self).outcome == "ja")
        #expect(try await web.instance.run("history", "verify").exitCode == 0)
        let end = try await daemon.stop()
        #expect(end.exitCode == 0)
        #expect(!end.standardError.contains(path.dropFirst(3)))
    }

    @Test("an acute follow-up that a page opens is reminded of at once")
    func acute() async throws {
        let web = try WebInstance()
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let earlier = try await web.links(to: "ib@vlieger.example")
        try await web.instance.add("noodsituatie", "--case", "VL-2026-014")
        let told = { try await web.links(to: "ib@vlieger.example").first { !earlier.contains($0) } }
        try await daemon.run.waitUntil("it is told") { _ in try await told() != nil }
        let path = WebInstance.path(try #require(try await told()))
        let mails = try await web.instance.mails().count
        #expect(try await web.pressTwice(path, "outcome=crisisdienst-of-politie&do=close").status == 303)
        // The reminding hears of it although the clock stands still: the change came through another connection.
        try await daemon.run.waitUntil("what follows is planned") { _ in
            let open = try await web.instance.json(["list"], as: [FollowUpJSON].self)
            return open.contains { $0.kind == "melding-doen" && $0.next_reminder != nil }
        }
        #expect(try await web.instance.mails().count >= mails)
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("reminders are put off with a reason, and the page says until when")
    func snoozes() async throws {
        let web = try WebInstance()
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let path = WebInstance.path(try #require(try await web.links(to: "ib@vlieger.example").first))
        let refused = try await web.post(path, "until=2026-11-27&reason=bel+06-12345678&do=snooze")
        #expect(refused.status == 422)
        #expect(refused.body.contains("Hierin staat een telefoonnummer."))
        #expect(refused.body.contains("role=\"alert\""))
        #expect(try await web.pressTwice(path, "until=2026-11-27&reason=Ouder+is+op+reis&do=snooze").status == 303)
        #expect(try await web.get(path).body.contains("Tot vr 27 november krijgt u hierover geen herinnering"))
        #expect(try await web.instance.run("show", "1").standardOutput.contains("2026-11-27"))
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("a scanner that fetches everything, follows everything, ticks everything and presses every button changes nothing")
    func scanner() async throws {
        let web = try WebInstance { $0 + "[web.limits]\nsigned_out = 10000\n" }
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        try await web.instance.add("medewerker-training", "--person", "leerkracht-groep5", "--due", "2026-11-23", "--as", "directie-vlieger")
        try await web.instance.add("noodsituatie", "--case", "VL-2026-015", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let mails = try await web.instance.mails()
        let urls = mails.flatMap { mail in
            (mail.plain + mail.html).matches(of: #/https?://[^\s"<>]+/#).map { String($0.output) }
        }
        #expect(Set(urls.filter { $0.contains("/o/") }).count >= 3)
        let before = try await web.state()
        let visits = try await Scripted.run("scanner.py", urls, as: [[Visit]].self)
        #expect(visits.contains { $0.first?.text == "POST" })
        // Where nothing was ticked, something is missing; where something was, it is asked whether that is meant.
        #expect(Set(visits.filter { $0.first?.text == "POST" }.compactMap { $0.last?.number }) == [200, 422])
        #expect(visits.filter { $0.first?.text != "POST" }.allSatisfy { $0.last?.number == 200 }, "\(visits)")
        #expect(try await web.state() == before)
        #expect(try await daemon.stop().exitCode == 0)
    }

    /// A method, an address or a status.
    enum Visit: Decodable, Sendable {
        case text(String)
        case number(Int)

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Int.self) { self = .number(number) } else { self = .text(try container.decode(String.self)) }
        }

        var text: String? { if case .text(let text) = self { text } else { nil } }
        var number: Int? { if case .number(let number) = self { number } else { nil } }
    }

    @Test("guessed, truncated, foreign, expired and used links, silence and noise: each refused, none logged, and the daemon goes on reminding")
    func attacks() async throws {
        let web = try WebInstance()
        for code in ["VL-2026-014", "VL-2026-015", "VL-2026-016"] {
            try await web.instance.add("hulp-aangekomen", "--case", code, "--school", "vlieger", "--as", "directie-vlieger")
        }
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let paths = try await web.links(to: "ib@vlieger.example").map(WebInstance.path)
        #expect(paths.count == 3)
        let silent = try (0..<200).map { _ in try RawConnection(port: web.port) }
        let close = "outcome=ja&do=close"

        // Guessed and truncated.
        for path in ["/o/AAAAAAAAAAAAAAAAAAAAAA", String(paths[0].dropLast()), paths[0] + "A", "/o/" + paths[0].dropFirst(3).uppercased()] {
            #expect(try await web.post(path, close).status == 404)
        }
        // Foreign: of one who is excluded, and of one from whom it was taken.
        #expect(try await web.instance.run("case", "exclude", "VL-2026-014", "ib-vlieger").exitCode == 0)
        #expect(try await web.instance.run("assign", "2", "directie-vlieger").exitCode == 0)
        #expect(try await web.get(paths[0]).status == 404)
        #expect(try await web.post(paths[0], close).status == 404)
        #expect(try await web.post(paths[1], close).status == 404)
        // Noise.
        #expect(try await web.post(paths[2], close + "&x=" + String(repeating: "a", count: 20_000)).status == 413)
        for noise in ["GET \(paths[2])\r\n\r\n", "\u{16}\u{3}\u{1}\(paths[2])", "POST \(paths[2]) HTTP/1.1\r\nContent-Length: x\r\n\r\n"] {
            _ = try await RawConnection(port: web.port).exchange(Data(noise.utf8))
        }
        // Nothing of all this has changed anything; in the middle of it the next reminders go out.
        #expect(try await web.instance.json(["list"], as: [FollowUpJSON].self).filter { $0.status == "open" }.count >= 3)
        let before = try await web.instance.mails().count
        try await daemon.look(at: "2026-12-07 09:00:00")
        try await daemon.run.waitUntil("reminders went out") { _ in try await web.instance.mails().count > before }
        // The good one works meanwhile, once.
        #expect(try await web.pressTwice(paths[2], close).status == 303)
        #expect(try await web.get(paths[2]).body.contains("Dit is afgerond."))
        // Expired: sixty days after Monday 23 November, 08:00 in Amsterdam. What is that old is forgotten, so it is like any unknown one.
        try await daemon.look(at: "2027-01-22 06:59:00")
        #expect(try await web.get(paths[2]).status == 200)
        try await daemon.look(at: "2027-01-22 07:01:00")
        #expect(try await web.get(paths[2]).status == 404)
        _ = silent.map(\.isClosed)
        let end = try await daemon.stop()
        #expect(end.exitCode == 0)
        for reason in ["no such link", "not theirs any more", "too large", "no HTTP request"] {
            #expect(end.standardError.contains(reason), "\(reason)\n\(end.standardError)")
        }
        for path in paths { #expect(!end.standardError.contains(path.dropFirst(3))) }
        #expect(!end.standardError.contains("excluded"), "who reads the log may be whoever is")
    }

    @Test("a port that is taken ends the start at once, with what to do, and nothing is sent")
    func portTaken() async throws {
        let web = try WebInstance()
        try await web.instance.add("noodsituatie", "--case", "VL-2026-014", "--school", "vlieger")
        let first = try await web.daemon()
        let other = try WebInstance()
        try other.instance.configure { WebInstance.withPages($0, port: web.port) }
        let result = try await ProgramRun.run(.built("opvolgd"), directory: other.instance.scratch.path, clock: other.instance.clock)
        #expect(result.exitCode == 1)
        #expect(result.standardError.contains("[web] listen: cannot listen on 127.0.0.1:\(web.port): Address already in use"))
        #expect(try await first.stop().exitCode == 0)
    }

    @Test("one pass by cron sends links and serves nothing; the pages take them all the same")
    func once() async throws {
        let web = try WebInstance(now: SMTPMailTests.monday)
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let pass = try await web.instance.passOnce()
        #expect(pass.exitCode == 0)
        #expect(!pass.standardError.contains("served"))
        let link = try #require(try await web.links(to: "ib@vlieger.example").first)
        let daemon = try await web.daemon()
        #expect(try await web.get(WebInstance.path(link)).status == 200)
        #expect(try await daemon.stop().exitCode == 0)
    }

    @Test("a reload gives the pages the new people, keeps them served, and says what has to wait for a new start")
    func reload() async throws {
        let web = try WebInstance()
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let daemon = try await web.daemon()
        try await daemon.look(at: SMTPMailTests.monday)
        let path = WebInstance.path(try #require(try await web.links(to: "ib@vlieger.example").first))
        #expect(try await web.get(path).body.contains("Voor IB De Vlieger"))
        try web.instance.configure { WebInstance.withPages($0.replacing("\"IB De Vlieger\"", with: "\"De nieuwe IB\""), port: web.port) }
        try await daemon.reload()
        #expect(try await web.get(path).body.contains("Voor De nieuwe IB"))
        try web.instance.configure { $0.replacing("ib       = \"ib-vlieger\"", with: "ib = \"ib-regenboog\"") }
        try await daemon.reload()
        let end = try await daemon.stop()
        #expect(end.standardError.contains("[web] listen has changed; it is taken over when opvolgd is started anew"))
    }

    @Test("without [web] mails stay as they were, and with it every form of text has the link")
    func mails() async throws {
        let web = try WebInstance(now: SMTPMailTests.monday)
        try await web.instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger", "--as", "directie-vlieger")
        let with = try await web.instance.run("preview", "1").standardOutput
        #expect(with.contains("Afronden: http://127.0.0.1:\(web.port)/o/AAAAAAAAAAAAAAAAAAAAAA\n"))
        #expect(!with.contains("opvolg close"))
        let html = try await web.instance.run("preview", "1", "--as", "html").standardOutput
        #expect(html.contains("<a href=\"http://127.0.0.1:\(web.port)/o/AAAAAAAAAAAAAAAAAAAAAA\" style=\"display:inline-block;"))
        try web.instance.configure { $0 }
        let without = try await web.instance.run("preview", "1").standardOutput
        #expect(without.contains("opvolg close 1 en het woord tussen haakjes"))
        #expect(!without.contains("http"))
    }
}
