import FollowUps
import Foundation
import Store
import Templates
import TestSupport

/// A school that records everything a person may learn: their mails, the answers of every command that is run as them,
/// every page and download, their calendar, and the numbers for a monitor.
///
/// Two such schools have the same people and the same clock, and one of them has a case that somebody may know nothing
/// of. Both must answer that person in the same words. So nobody has to think of every way in which the case could show.
actor WatchedSchool {
    private let instance: TestInstance
    private let web: WebClient
    private let monitor: WebClient
    private let port: Int
    private let daemon: RunningDaemon
    private let store: Store
    private var now: Date
    private var read: Set<String> = []
    private var mails: [ReadMail] = []
    private var calendars: [String: Secret] = [:]
    private var generator = SystemRandomNumberGenerator()

    /// De Vlieger has one more role, somebody who stands in for everybody, a directie who looks after the server, and nobody at De Regenboog but its own.
    init(from start: String) async throws {
        now = try StoryTime.moment(start)
        port = try ClosedPort().port
        let monitoring = try ClosedPort().port
        let port = port
        instance = try TestInstance(now: "2000-01-01 00:00:00") { text in
            var text = text.replacing(
                "deputy = \"ib-regenboog\"", with: "deputy = \"ib-regenboog\"\ndigest = \"daily\"")
            text = text.replacing("channels = [\"mail\", \"teams-directie\"]", with: "deputy = \"adjunct\"")
            text = text.replacing("email = \"bestuur@perspectief.example\"", with: "email = \"bestuur@perspectief.example\"\ndeputy = \"bestuur-2\"")
            text = text.replacing("language = \"en\"", with: "deputy = \"groep6\"")
            text = text.replacing("directie = \"directie-vlieger\"\n", with: "directie = \"directie-vlieger\"\nfg       = \"fg\"\n")
            for person in ["adjunct", "groep6", "bestuur-2", "fg"] {
                text += "\n[[person]]\nid = \"\(person)\"\nname = \"\(person)\"\nemail = \"\(person)@vlieger.example\"\nschool = \"vlieger\"\n"
            }
            text += "\n[web]\npublic_url = \"http://127.0.0.1:\(port)\"\nlisten = \"127.0.0.1:\(port)\"\n"
            text += "monitoring = \"127.0.0.1:\(monitoring)\"\n"
            return text + "\n[watch]\noperator = \"directie-vlieger\"\n"
        }
        try instance.clock.move(to: now)
        let catalogue = try instance.scratch.text("templates/meldcode.toml")
        try instance.scratch.write(
            catalogue.replacing("[case]\n", with: "[[role]]\nid = \"fg\"\ntitle = { nl = \"FG\" }\n\n[case]\n"), to: "templates/meldcode.toml")
        web = WebClient(port: port)
        monitor = WebClient(port: monitoring)
        daemon = try await instance.daemon()
        store = try Store(path: instance.scratch.file("opvolg.db"))
    }

    // MARK: What happens

    /// Somebody gives a command; it has to succeed.
    @discardableResult
    func does(_ person: String, _ command: String) async throws -> String {
        let result = try await run(command + " --as \(person)")
        guard result.exitCode == 0 else { throw TestInstance.Failed(arguments: [command], result: result) }
        return result.standardOutput
    }

    /// Every pass that has something to do is run, up to and including a moment.
    func goesOn(until moment: String) async throws {
        let end = try StoryTime.moment(moment)
        try await look()
        while let next = try await store.outbox.nextInstant(), next <= end {
            now = max(next, now)
            try await look()
        }
        now = end
        try await look()
    }

    private func look() async throws {
        try instance.clock.move(to: now)
        repeat { try await daemon.look() } while try await isSomethingLeft()
    }

    private func isSomethingLeft() async throws -> Bool {
        if try await store.outbox.nextInstant().map({ $0 <= now }) ?? false { return true }
        return try await !store.outbox.messages(state: .sending).isEmpty
    }

    func stop() async throws -> ProgramResult { try await daemon.stop() }

    /// Somebody presses a button on a page; what the answer is, and where it leads.
    func presses(_ person: String, _ path: String, _ form: String) async throws -> WebClient.Answer {
        try await web.post(path, form, cookie: signIn(person))
    }

    /// The same on the page of the latest mail to somebody, who need not be signed in.
    func pressesInMail(_ person: String, _ form: String) async throws -> WebClient.Answer {
        let links = try await mails(to: person).compactMap { $0.plain.firstMatch(of: #/http:\/\/127\.0\.0\.1:[0-9]+(\/o\/[A-Za-z0-9_-]{22})/#)?.1 }
        guard let link = links.last else { throw Unexpected(description: "no mail to \(person) has a link") }
        let asked = try await web.post(String(link), form)
        guard let secret = WebInstance.confirmation(in: asked.body) else { return asked }
        return try await web.post(String(link), "\(form)&confirm=\(secret)")
    }

    func page(_ path: String, of person: String) async throws -> WebClient.Answer { try await web.get(path, cookie: signIn(person)) }

    // MARK: What somebody learns

    /// Everything that somebody can find out at this moment, by what they do for it.
    ///
    /// - Parameters:
    ///   - followUps: numbers that they try.
    ///   - codes: of cases that they try.
    ///   - isAsking: whether they give commands.
    ///   - isThorough: whether they give all commands, also those that would change what they try.
    func learned(by person: String, trying followUps: [Int], _ codes: [String], isAsking: Bool, isThorough: Bool) async throws -> [String: String] {
        var learned: [String: String] = [:]
        var questions = ["list --status all", "case list --status all", "history", "forecast --days 60", "message list"]
        questions += codes.map { "case show \($0)" } + followUps.map { "show \($0)" }
        if isThorough {
            questions += [
                "overdue", "list --owner bestuur --status all", "list --kind medewerker-melden --status all", "message list --failed",
            ]
            questions += codes.flatMap { ["history --case \($0)", "list --case \($0) --status all"] }
            questions += followUps.flatMap { ["history \($0)", "preview \($0)"] }
        }
        if !isAsking { questions = [] }
        for question in questions {
            let viewer = question.hasPrefix("preview") ? " --for \(person)" : " --as \(person) --format json"
            learned["opvolg \(question)"] = Self.told(try await run(question + viewer))
        }
        if isAsking { learned["opvolg export"] = Self.told(try await run("export --person \(person) --format json")) }
        if isThorough {
            for id in followUps {
                for change in [
                    "close \(id) x", "close \(id) opgepakt", "close \(id) geen-vermoeden", "snooze \(id) --until 2020-01-01 --reason x",
                    "reschedule \(id) --due 2020-01-01 --reason x", "assign \(id) \(person)", "cancel \(id) --reason x", "reopen \(id) --reason x",
                ] { learned["opvolg \(change)"] = Self.told(try await run("\(change) --as \(person)")) }
            }
            for code in codes {
                for change in [
                    "case role \(code) ib \(person)", "case exclude \(code) bestuur", "case readmit \(code) \(person) --reason x",
                    "case hold \(code) --reason x",
                    "case release \(code)", "case close \(code)", "case reopen \(code) --reason x",
                ] { learned["opvolg \(change)"] = Self.told(try await run("\(change) --as \(person)")) }
            }
            learned["opvolg assign --all-of"] = Self.told(try await run("assign --all-of bestuur --to \(person) --as \(person)"))
            learned["opvolg purge"] = Self.told(try await run("purge --dry-run --as \(person)"))
        }

        var paths = [
            "/", "/follow-ups", "/follow-ups.csv", "/cases", "/cases.csv", "/cases?state=closed", "/schools", "/schools.csv", "/schools/vlieger",
            "/schools/vlieger.csv", "/schools/vlieger/follow-ups.csv", "/schools/vlieger/trainings.csv", "/schools/regenboog",
            "/schools/regenboog/follow-ups.csv", "/calendar", "/absences", "/contacts", "/emergency", "/history", "/search?q=VL-2026", "/cases/new",
        ]
        for code in codes {
            paths += ["/cases/\(code)", "/cases/\(code).csv", "/cases/\(code)/follow-ups.csv", "/search?q=\(code)", "/history?case=\(code)"]
        }
        for id in followUps { paths += ["/follow-ups/\(id)", "/search?q=\(id)", "/history?follow_up=\(id)"] }
        paths.append(PagePath.calendar(try await calendar(of: person)))
        let cookie = try await signIn(person)
        let answers = try await web.send(paths.map { .init(path: $0, headers: ["Cookie": cookie, "X-Forwarded-For": address(of: person)]) })
        for (path, answer) in zip(paths, answers) {
            // The private address is another one in each school.
            learned[path.hasPrefix("/calendar/") ? "calendar" : path] = "\(answer.status) \(withoutAddress(answer.body))"
        }
        learned["mails"] = try await mails(to: person).map { mail in
            let headers = mail.headers.filter {
                !["message-id", "references", "in-reply-to", "content-type", "received"].contains($0.name.lowercased())
            }
            return withoutAddress((headers.map { "\($0.name): \($0.value)" } + [mail.plain, mail.html]).joined(separator: "\n"))
        }.joined(separator: "\n\n")
        return learned
    }

    /// What is nobody's in particular: what a monitor and whoever looks after the server see.
    func numbers() async throws -> [String: String] {
        [
            "/metrics": Self.withoutDisk(withoutAddress(try await monitor.get("/metrics").body)),
            "opvolg status": Self.told(try await run("status --format json")),
            "opvolg status in words": Self.told(try await run("status")),
        ]
    }

    /// How much is free changes with what else the machine does.
    private static func withoutDisk(_ metrics: String) -> String {
        metrics.split(separator: "\n").filter { !$0.hasPrefix("opvolg_disk_free_bytes ") }.joined(separator: "\n")
    }

    func mails(to person: String) async throws -> [ReadMail] {
        if FileManager.default.fileExists(atPath: instance.scratch.file("mail/new")) {
            let names = try instance.scratch.names(in: "mail/new").sorted().filter { read.insert($0).inserted }
            mails += try await MailReader.read(files: names.map { instance.scratch.file("mail/new/\($0)") })
        }
        let address =
            [
                "ib-vlieger": "ib@vlieger.example", "ib-regenboog": "ib@regenboog.example", "directie-vlieger": "directie@vlieger.example",
                "directie-regenboog": "directie@regenboog.example", "bestuur": "bestuur@perspectief.example",
                "leerkracht-groep5": "groep5@vlieger.example",
            ][person] ?? "\(person)@vlieger.example"
        return mails.filter { $0["To"]?.contains(address) == true }.sorted {
            ($0["Date"] ?? "", $0.subject, $0.plain) < ($1["Date"] ?? "", $1.subject, $1.plain)
        }
    }

    // MARK: How

    func run(_ command: String) async throws -> ProgramResult {
        let words = command.matches(of: #/'([^']*)'|[^ ]+/#).map { String($0.1 ?? $0.0) }
        return try await ProgramRun.run(.built("opvolg"), words, directory: instance.scratch.path, clock: instance.clock)
    }

    /// Without the numbers that count what others do too: of messages and of entries in the history. Whoever reads them one after the other learns from
    /// a gap that something happened somewhere.
    private static func told(_ result: ProgramResult) -> String {
        let output = result.standardOutput
        let value = try? JSONSerialization.jsonObject(with: Data(output.utf8), options: .fragmentsAllowed)
        let text = value.flatMap { value in
            (try? JSONSerialization.data(withJSONObject: withoutCounts(value), options: [.sortedKeys, .prettyPrinted, .fragmentsAllowed]))
                .map { String(decoding: $0, as: UTF8.self) }
        }
        return "\(result.exitCode) \(text ?? output)\(result.standardError)".replacing(#/disk free .*/#, with: "")
            // Between its passes the clock of each school leaps; a daemon that has a pass every minute sees no leap.
            .replacing(#/the clock leapt .*/#, with: "")
    }

    private static func withoutCounts(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(withoutCounts) }
        guard let object = value as? [String: Any] else { return value }
        let isCounted = object["message_id"] != nil || object["action"] != nil
        return object.filter { key, _ in !["message_id", "disk_free"].contains(key) && !(isCounted && key == "id") }.mapValues(withoutCounts)
    }

    private func withoutAddress(_ text: String) -> String {
        text.replacingOccurrences(of: "127.0.0.1:\(port)", with: "ADDRESS").replacing(#/\/o\/[A-Za-z0-9_-]{22}/#, with: "/o/TOKEN")
    }

    private func address(of person: String) -> String { "192.0.2.\(abs(person.hashValue) % 250)" }

    /// Past the mail, which is tested elsewhere.
    private func signIn(_ person: String) async throws -> String {
        let (link, session) = (Secret(from: &generator), Secret(from: &generator))
        guard try await store.sessions.requestSignIn(of: PersonID(person), with: link, at: now),
            try await store.sessions.signIn(with: link, session: session, at: now) != nil
        else {
            throw Unexpected(description: "\(person) could not sign in")
        }
        return "opvolg=\(session.text)"
    }

    private func calendar(of person: String) async throws -> Secret {
        if let secret = calendars[person] { return secret }
        let secret = Secret(from: &generator)
        try await store.sessions.setCalendarFeed(of: PersonID(person), to: secret, by: person, at: now)
        calendars[person] = secret
        return secret
    }
}
