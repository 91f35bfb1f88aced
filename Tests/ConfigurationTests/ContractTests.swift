import Configuration
import Foundation
import FollowUps
import Testing

@Suite("The contract's configuration")
struct ContractTests {
    @Test("loads as it stands, with the shipped catalogue, without a problem or a warning")
    func loads() throws {
        let instance = try Instance()
        #expect(instance.problems() == [])
        #expect(try instance.load().warnings == [])
    }

    @Test("means what it says")
    func values() throws {
        let instance = try Instance()
        let settings = try instance.load()
        #expect(settings.file == instance.file)
        #expect(settings.service.database == instance.folder.path + "/opvolg.db")
        #expect(settings.service.templates == instance.folder.path + "/templates")
        #expect(settings.service.clock.zone.identifier == "Europe/Amsterdam")
        #expect(settings.service.language == .nl)
        #expect(settings.service.detail == .task)
        #expect(settings.service.caseCodes == .standard)
        #expect(settings.retention == Retention(caseTerm: Term(60, .months), messageTerm: Term(24, .months)))
        #expect(settings.mail.transport == .maildir(path: instance.folder.path + "/mail"))
        #expect(settings.mail.from == Mailbox("Opvolging <opvolging@perspectief.example>"))
        #expect(settings.webhooks.map(\.id) == ["teams-directie"])
        #expect(settings.webhooks.first?.enabled == false)
        #expect(settings.webhooks.first?.allowPrivate == false)
        #expect(settings.watch == WatchSettings())
        #expect(settings.service.actAs == [])
        #expect(settings.webhooks.first?.secretFile == instance.folder.path + "/webhook-secret")
        #expect(settings.directory.schools.map(\.id) == ["vlieger", "regenboog"])
        #expect(settings.directory.school("vlieger")?.roles == ["ib": "ib-vlieger", "directie": "directie-vlieger", "bestuur": "bestuur"])
        #expect(settings.directory.people.count == 6)
        // Its webhook is switched off, so only mail can be used.
        #expect(settings.directory.person("directie-vlieger")?.channels == [.mail])
        #expect(settings.directory.person("directie-vlieger")?.digest == .weekly(.monday))
        #expect(settings.directory.person("leerkracht-groep5")?.language == .en)
        #expect(settings.directory.person("leerkracht-groep5")?.school == "vlieger")
        #expect(settings.directory.person("ib-vlieger")?.deputy == "ib-regenboog")
        #expect(settings.directory.contact("amk")?.phone == "0800-2000")
        // It has the default policies, but for the repeats of acute, which have slowed down since it was written.
        let acute = Policy(steps: Policy.acute.steps, repeat: [Term(4, .hours)], window: .always, repeatsTo: .everybody)
        #expect(settings.policies == Policies(acute: acute))
        let calendar = settings.directory.calendar(of: "vlieger")
        #expect(
            ["2026-12-18", "2026-12-21", "2027-01-01", "2027-01-04", "2027-02-15", "2027-02-22"].map { Day($0).map(calendar.isSchoolDay) } == [
                true, false, false, true, true, false,
            ])
    }

    @Test("takes who covers a school's holidays, a role that falls to another one included")
    func holidayCover() throws {
        let cover = "bestuur  = \"bestuur\"\n[school.holiday_cover]\nib = \"ib-regenboog\"\nleerkracht = \"directie-vlieger\"\n\n[[school]]"
        let instance = try Instance(Instance.contract.replacing("bestuur  = \"bestuur\"\n\n[[school]]", with: cover))
        #expect(instance.problems() == [])
        let directory = try instance.load().directory
        #expect(directory.school("vlieger")?.holidayCover == ["ib": "ib-regenboog", "leerkracht": "directie-vlieger"])
        #expect(directory.school("regenboog")?.holidayCover == [:])
    }

    @Test("uses SMTP and its keys, the webhook and a pattern of its own, once they are there")
    func everything() throws {
        let instance = try Instance(Instance.everythingUsed)
        let settings = try instance.load()
        guard case .smtp(let server) = settings.mail.transport else {
            Issue.record("no SMTP")
            return
        }
        #expect(server.url.text == "smtp://mail.perspectief.example:587")
        #expect(server.tls == .required)
        #expect(server.caFile == instance.folder.path + "/ca.pem")
        #expect(server.login == .password(username: "opvolging", passwordFile: instance.folder.path + "/smtp-password"))
        #expect(server.connections == 2)
        #expect(server.perMinute == 30)
        #expect(server.helo == HostName("opvolg.perspectief.example"))
        #expect(settings.mail.replyTo == Mailbox("IB <ib@vlieger.example>"))
        #expect(settings.directory.person("directie-vlieger")?.channels == [.mail, "teams-directie"])
        #expect(settings.service.caseCodes.text == "[0-9]{1,6}")
        #expect(settings.service.actAs == ["beheerder"])
        #expect(settings.webhooks.first?.allowPrivate == true)
        let ping = try #require(WebURL("https://ping.perspectief.example/7c1d"))
        #expect(
            settings.watch
                == WatchSettings(
                    ping: .url(ping), allowPrivate: true, operatorPerson: "directie-vlieger", undelivered: 3,
                    noticeChannel: .webhook("teams-directie")))
        let origin = try #require(WebOrigin("https://opvolg.perspectief.example"))
        #expect((settings.web?.publicURL, settings.web?.host, settings.web?.port) == (origin, "127.0.0.1", 8080))
        #expect(settings.web?.schoolAccount?.issuer.text == "https://login.perspectief.example/v2.0")
        #expect(settings.web?.schoolAccount?.claim.description == "preferred_username:login")
        #expect(settings.retention == Retention(caseTerm: Term(24, .months), messageTerm: Term(52, .weeks)))
        #expect(
            settings.warnings.map(\.description) == [
                "\(instance.file): [mail] ca_file: there is no file \(instance.folder.path)/ca.pem; "
                    + "expected the path of a file with certificates, relative to this file",
                "\(instance.file): [bounce] ca_file: there is no file \(instance.folder.path)/ca.pem; "
                    + "expected the path of a file with certificates, relative to this file",
                "\(instance.file): [web.oidc] ca_file: there is no file \(instance.folder.path)/ca.pem; "
                    + "expected the path of a file with certificates, relative to this file",
            ])
    }

    /// For each key another value that can stand there.
    static let others: [String: String] = [
        "[service] database": "\"other.db\"", "[service] time_zone": "\"Europe/London\"", "[service] language": "\"en\"",
        "[service] detail": "\"discreet\"", "[service] case_code": "\"[0-9]+\"", "[service] act_as": "[\"other\"]",
        "[service] holidays": "\"other.csv\"",
        "[retention] case_term": "\"25m\"", "[retention] messages": "\"13m\"",
        "[mail] transport": "\"maildir\"",
        "[mail] from": "\"Other <o@x.example>\"",
        "[mail] url": "\"smtps://other.example:465\"", "[mail] tls": "\"none\"", "[mail] ca_file": "\"other.pem\"", "[mail] username": "\"other\"",
        "[mail] password_file": "\"/run/other\"", "[mail] connections": "3", "[mail] per_minute": "31",
        "[mail] reply_to": "\"other@perspectief.example\"", "[mail] helo": "\"other.example\"",
        "[mail] bounce": "\"other@perspectief.example\"", "[bounce] url": "\"imap://other.example\"", "[bounce] username": "\"other\"",
        "[bounce] password_file": "\"/run/other\"", "[bounce] folder": "\"Other\"", "[bounce] ca_file": "\"other.pem\"",
        "[[webhook]] url": "\"https://other.example/\"",
        "[[webhook]] allow_private": "false", "[watch] ping_url": "\"http://localhost:8000/\"", "[watch] allow_private": "false",
        "[watch] operator": "\"ib-regenboog\"", "[watch] undelivered": "\"4h\"", "[web] public_url": "\"https://other.example\"",
        "[web] listen": "\"127.0.0.1:8081\"", "[web.oidc] issuer": "\"https://other.example\"", "[web.oidc] client_id": "\"other\"",
        "[web.oidc] client_secret_file": "\"/run/other\"", "[web.oidc] claim": "\"sub:id\"", "[web.oidc] ca_file": "\"other.pem\"",
        "[[person]] login": "\"other\"",
        "[[webhook]] template": "\"slack\"", "[[webhook]] secret_file": "\"other\"",
        "[[school]] name": "\"Other\"",
        "[[school]] region": "\"zuid\"", "[[school]] free_days": "[2026-12-17]", "[[school]] school_days": "[\"2027-03-29\"]",
        "[school.roles] ib": "\"leerkracht-groep5\"", "[school.roles] directie": "\"leerkracht-groep5\"",
        "[[person]] name": "\"Other\"", "[[person]] email": "\"o@x.example\"", "[[person]] deputy": "\"bestuur\"",
        "[[person]] channels": "[\"mail\"]", "[[person]] digest": "\"daily\"", "[[person]] school": "\"regenboog\"", "[[person]] language": "\"nl\"",
        "[[holiday]] from": "2026-12-01", "[[holiday]] regions": "[\"midden\"]", "[[contact]] name": "\"Other\"", "[[contact]] phone": "\"113\"",
        "[[contact]] also": "[\"vt\"]", "[policy.normal] steps": "[\"0 owner\"]", "[policy.normal] repeat": "[\"1w\"]",
        "[policy.normal] window": "\"always\"", "[policy.urgent] steps": "[\"0 owner\"]", "[policy.urgent] repeat": "[\"2d\"]",
        "[policy.urgent] window": "\"always\"", "[policy.acute] steps": "[\"0 owner\"]", "[policy.acute] repeat": "[\"3h\"]",
        "[policy.acute] window": "\"daily 00:00-24:00\"",
    ]

    /// Keys that cannot be changed by themselves: what else has to change with them, and the names of holidays, which nothing shows.
    static let others2: [String: [(String, String)]] = [
        "[service] templates": [("templates = \"templates\"", "templates = \"./templates\"")],
        "[mail] maildir": [("transport = \"smtp\"", "transport = \"maildir\""), ("maildir   = \"mail\"", "maildir = \"other\"")],
        "[[webhook]] id": [("teams-directie", "other")], "[watch] webhook": [("webhook = \"teams-directie\"\n", "")],
        "[[webhook]] enabled": [("enabled = true", "enabled = false"), ("webhook = \"teams-directie\"\n", "")],
        "[[school]] id": [("\"vlieger\"", "\"other\"")],
        "[[person]] id": [("\"ib-vlieger\"", "\"other\"")],
        "[school.roles] bestuur": [("bestuur  = \"bestuur\"", "bestuur = \"other\""), ("id    = \"bestuur\"", "id = \"other\"")],
        "[[contact]] id": [("= \"noodnummer\"", "= \"other\"\nalso = [\"noodnummer\"]")], "[[holiday]] to": [("\"2027-01-03\"", "\"2027-01-05\"")],
    ]

    @Test("has no key without effect")
    func effects() throws {
        let text = try Instance.everythingUsed.replacing("smtp://mail.perspectief.example", with: "smtp://localhost")
        let instance = try Instance(text)
        try Data("{}".utf8).write(to: instance.folder.appending(path: "templates/webhook/slack.json"))
        try Data("name,from,to\n".utf8).write(to: instance.folder.appending(path: "other.csv"))
        let before = try Self.shown(instance.load())
        #expect(try Self.shown(instance.load()) == before)
        var tried: Set<String> = []
        for line in MisspellingTests.lines(of: text) {
            let changed: String
            if let other = Self.others[line.description] {
                if tried.contains(line.description) { continue }
                changed = MisspellingTests.replacing(line.index, of: text, with: "\(line.key) = \(other)")
            } else if let others = Self.others2[line.description] {
                changed = others.reduce(text) { $0.replacing($1.0, with: $1.1) }
            } else {
                #expect(line.description == "[[holiday]] name", "\(line) is not tried")
                continue
            }
            tried.insert(line.description)
            try instance.write(changed)
            #expect(instance.problems() == [], "\(line)")
            #expect(try Self.shown(instance.load()) != before, "\(line) has no effect")
        }
        #expect(tried.count == Self.others.count + Self.others2.count)
    }

    /// Everything that a program can see of the settings but the fingerprint.
    private static func shown(_ settings: Settings) -> String {
        var text = ""
        for part in [
            settings.service, settings.retention, settings.backup, settings.mail, settings.bounce as Any, settings.webhooks, settings.watch,
            settings.web as Any,
            settings.directory.schools.map { [$0.id.rawValue, $0.name, $0.region] },
            settings.directory.schools.map { school in school.roles.map { "\($0) \($1)" }.sorted() }, settings.directory.people,
            settings.directory.contacts, settings.policies.names.map { settings.policies[$0] as Any }, calendars(settings),
        ] as [Any] {
            dump(part, to: &text)
        }
        return text
    }

    private static func calendars(_ settings: Settings) -> [[Bool]] {
        settings.directory.schools.map { school in
            (0..<400).compactMap { Day("2026-11-01")?.adding(days: $0) }.map(school.calendar.isSchoolDay)
        }
    }
}
