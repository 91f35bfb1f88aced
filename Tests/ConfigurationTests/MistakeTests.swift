import Configuration
import FollowUps
import Foundation
import Testing

@Suite("Mistakes")
struct MistakeTests {
    /// A change to the contract's file, and all that is then said of it.
    static let mistakes: [(old: String, new: String, problems: [String])] = [
        ("\"maildir\"  ", "\"smpt\"", ["opvolg.toml: [mail] transport: \"smpt\" is not known; expected \"smtp\" or \"maildir\""]),
        ("transport = ", "transprot = ", ["opvolg.toml: [mail] transprot: is not a known key of [mail]; did you mean \"transport\"?"]),
        (
            "transport = \"maildir\"", "transport = \"smtp\"",
            ["opvolg.toml: [mail] url: is missing; expected \"smtp://HOST:PORT\", or \"smtps://HOST:PORT\" for TLS from the first byte"]
        ),
        (
            "# username      =", "username =",
            [
                "opvolg.toml: [mail] password_file: is missing and there is a username; expected the path of a file, or the name of a systemd credential"
            ]
        ),
        (
            "# password_file =", "password_file =",
            ["opvolg.toml: [mail] username: is missing and there is a password_file; expected the name to log in with"]
        ),
        (
            "maildir   = \"mail\"", "url = \"smtp://mail.example\"\ntls = \"none\"",
            [
                "opvolg.toml: [mail] tls: \"none\" would send mail over the network for all to read; expected \"required\", or a loopback address in url"
            ]
        ),
        (
            "secret_file = \"webhook-secret\"       # whsec_…; without it the webhook is refused\nenabled     = false", "enabled = true",
            [
                "opvolg.toml: [[webhook]] \"teams-directie\" secret_file: is missing, and without it nothing is signed; "
                    + "expected the path of a file, or the name of a systemd credential, or enabled = false"
            ]
        ),
        (
            "deputy = \"ib-vlieger\"", "deputy = \"ib-vleiger\"",
            ["opvolg.toml: [[person]] \"ib-regenboog\" deputy: there is no person \"ib-vleiger\"; did you mean \"ib-vlieger\"?"]
        ),
        (
            "email = \"bestuur@perspectief.example\"", "channels = [\"mail\"]",
            [
                "opvolg.toml: [[person]] \"bestuur\" email: is missing and \"mail\" is one of the channels; "
                    + "expected an address such as ib@school.example, in plain ASCII"
            ]
        ),
        (
            "\"weekly monday\"", "\"weekly mondays\"",
            [
                "opvolg.toml: [[person]] \"directie-vlieger\" digest: \"weekly mondays\" is not valid; "
                    + "expected \"none\", \"daily\" or \"weekly DAY\" (monday to sunday)"
            ]
        ),
        (
            "name  = \"Bestuur\"", "name = \"Bestuur\\r\\nBcc: x@y.example\"",
            [
                "opvolg.toml: [[person]] \"bestuur\" name: holds a line break or another control character; write one line; expected a text in quotes"
            ]
        ),
        (
            "id     = \"regenboog\"", "id = \"vlieger\"",
            ["opvolg.toml: [[school]] \"vlieger\" id: \"vlieger\" is taken by an earlier one; give each its own id"]
        ),
        (
            "directie = \"directie-vlieger\"", "directe = \"directie-vlieger\"",
            [
                "opvolg.toml: [[school]] \"vlieger\" roles directe: is not a role of the catalogue; did you mean \"directie\"?",
                "opvolg.toml: [[school]] \"vlieger\" roles: nobody holds \"directie\", who has to do opschaling, meldcode-beleid, aandachtsfunctionaris and 8 more; "
                    + "add directie = \"PERSON\" under [school.roles]",
            ]
        ),
        (
            "ib       = \"ib-vlieger\"\ndirectie = \"directie-vlieger\"\nbestuur  = \"bestuur\"",
            "ib = \"ib-vlieger\"\ndirectie = \"directie-vlieger\"\nbestuur = \"directie-vlieger\"",
            [
                "opvolg.toml: [[person]] \"bestuur\" id: \"bestuur\" is also a role, which \"directie-vlieger\" holds, so an owner could be either; "
                    + "give the person another id"
            ]
        ),
        (
            "bestuur  = \"bestuur\"\n\n[[school]]",
            "bestuur  = \"bestuur\"\n[school.holiday_cover]\nib = \"ib-regenbog\"\nibb = \"bestuur\"\ndirectie = 3\n\n[[school]]",
            [
                "opvolg.toml: [[school]] \"vlieger\" holiday_cover ib: there is no person \"ib-regenbog\"; did you mean \"ib-regenboog\"?",
                "opvolg.toml: [[school]] \"vlieger\" holiday_cover ibb: is not a role of the catalogue; did you mean \"ib\"?",
                "opvolg.toml: [[school]] \"vlieger\" holiday_cover directie: is a number; expected the id of a [[person]]",
            ]
        ),
        (
            "bestuur  = \"bestuur\"\n\n[[school]]",
            "bestuur  = \"bestuur\"\n[school.holiday_cover]\nib = \"ib-vlieger\"\nleerkracht = \"ib-vlieger\"\n\n[[school]]",
            ["ib", "leerkracht"].map {
                "opvolg.toml: [[school]] \"vlieger\" holiday_cover \($0): \"ib-vlieger\" holds that role already; "
                    + "name somebody else to cover the holidays"
            }
        ),
        (
            "bestuur  = \"bestuur\"\n\n[[school]]", "bestuur  = \"bestuur\"\nholiday_cover = \"ib-regenboog\"\n\n[[school]]",
            [
                "opvolg.toml: [[school]] \"vlieger\" roles holiday_cover: is not a role of the catalogue; "
                    + "expected \"bestuur\", \"directie\", \"ib\" or \"leerkracht\""
            ]
        ),
        (
            "to      = \"2027-01-03\"", "to = \"2026-01-03\"",
            ["opvolg.toml: [[holiday]] \"Kerstvakantie 2026\" to: 2026-01-03 lies before 2026-12-19; expected the last day of the holiday"]
        ),
        (
            "also  = [\"amk\"]", "also = [\"politie\"]",
            ["opvolg.toml: [[contact]] \"politie\" id: \"politie\" is taken by an earlier one; give each its own id"]
        ),
        (
            "\"+5sd owner directie\"", "\"+5sd owner directe\"",
            ["opvolg.toml: [policy.normal] steps: \"+5sd\" goes to \"directe\", which is not a role of the catalogue; did you mean \"directie\"?"]
        ),
        (
            "repeat = [\"4h\"]", "repeat = []",
            [
                "opvolg.toml: [policy.acute] repeat: holds no term, so a follow-up would be forgotten after the last step; "
                    + "expected at least one, such as \"5sd\""
            ]
        ),
        (
            "repeat = [\"1d\"]", "repeat = [\"12h\", \"0d\"]",
            [
                "opvolg.toml: [policy.urgent] repeat: holds a term of nothing, so reminders would never pause; expected one of at least 1",
                "opvolg.toml: [policy.urgent] repeat: counts in hours, and these are due on a day; expected days, school days, weeks or months",
            ]
        ),
        ("[policy.acute]", "[policy.acut]", ["opvolg.toml: [policy] acut: is not a known key of [policy]; did you mean \"acute\"?"]),
        (
            "templates = \"templates\"", "templates = \"tmplates\"",
            [
                "opvolg.toml: [service] templates: tmplates/meldcode.toml cannot be read: no such file or directory; "
                    + "expected a folder with the catalogue, meldcode.toml"
            ]
        ),
        (
            "[[contact]]\nid    = \"politie\"\nname  = \"Politie, geen spoed\"\nphone = \"0900-8844\"", "",
            ["medewerker-melden", "bestuur-opvolging", "melding-doen", "amk-opnieuw"].map {
                "templates/meldcode.toml: kind \($0), contacts: there is no contact \"politie\" in the configuration; add a [[contact]] for it"
            }
        ),
        (
            "time_zone = \"Europe/Amsterdam\"", "time_zone = Europe/Amsterdam",
            ["opvolg.toml: line 7, column 13: \"Europe\" is not a value; a text has to stand in quotes"]
        ),
    ]

    @Test("are told with file, key and what was expected", arguments: mistakes.indices)
    func told(index: Int) throws {
        let (old, new, problems) = Self.mistakes[index]
        let contract = try Instance.contract
        let place = try #require(contract.range(of: old), "\(old)")
        let instance = try Instance(contract.replacingCharacters(in: place, with: new))
        #expect(instance.problems() == problems)
    }

    @Test("are all told at once, in the order of the file, those of the catalogue after them")
    func together() throws {
        let contract = try Instance.contract.replacing("detail    = \"task\"", with: "detail = \"taks\"\nlang = 1")
            .replacing("region = \"noord\"\n[school.roles]\nib       = \"ib-regenboog\"", with: "region = \"nord\"\n[school.roles]\nib = \"x\"")
            .replacing("phone = \"112\"", with: "phone = \"none\"")
        let instance = try Instance(contract, catalogue: Instance.catalogue.replacing("term = \"4w\"", with: "term = \"4x\""))
        #expect(
            instance.problems().map { $0.prefix { $0 != "\"" } } == [
                "opvolg.toml: [service] detail: ", "opvolg.toml: [service] lang: is not a known key of [service]; expected ",
                "opvolg.toml: [[school]] ",
                "opvolg.toml: [[school]] ", "opvolg.toml: [[contact]] ", "templates/meldcode.toml: kind zat-bespreken, term: ",
                "templates/meldcode.toml: kind effect-volgen, term: ", "templates/meldcode.toml: kind dossier-controle, term: ",
            ])
    }

    @Test("whoever would have to do what is kept from them needs a deputy")
    func ownerExcluded() throws {
        let contract = try Instance.contract.replacing("directie = \"directie-vlieger\"", with: "directie = \"bestuur\"")
        #expect(
            try Instance(contract).load().warnings.map { $0.key + ": " + $0.message }
                == ["medewerker-melden", "bestuur-opvolging"].map {
                    "[[school]] \"vlieger\" roles: \"bestuur\" would have to do \($0), which is kept from them as directie; "
                        + "give them a deputy who does it then"
                })
        let deputy = contract.replacing("name  = \"Bestuur\"", with: "name = \"Bestuur\"\ndeputy = \"directie-regenboog\"")
        #expect(try Instance(deputy).load().warnings.isEmpty)
    }

    @Test("that can be lived with are warnings")
    func warnings() throws {
        let contract = try Instance.contract.replacing("channels = [\"mail\", \"teams-directie\"]", with: "channels = [\"teams-directie\"]")
            .replacing("bestuur  = \"bestuur\"\n\n[[school]]", with: "bestuur = \"bestuur\"\nraad = \"bestuur\"\n\n[[school]]")
            .replacing("+10sd owner bestuur", with: "+10sd owner raad")
        // A role that owns no kind.
        let raad = "[[role]]\nid = \"raad\"\ntitle = { nl = \"raad van toezicht\" }\n\n"
        let instance = try Instance(contract, catalogue: Instance.catalogue.replacing("[[role]]\nid = \"ib\"", with: raad + "[[role]]\nid = \"ib\""))
        #expect(
            try instance.load().warnings.map { $0.key + ": " + $0.message } == [
                "[[person]] \"directie-vlieger\" channels: none of them can be used now, so nothing reaches this person",
                "[[school]] \"regenboog\" roles: nobody holds \"raad\", to whom [policy.normal] escalates; add raad = \"PERSON\" under [school.roles]",
            ])
    }
}

@Suite("Who hears it when the service does not work")
struct WatchTests {
    private func instance(_ watch: String) throws -> Instance { try Instance(Instance.contract + "\n[watch]\n" + watch) }

    @Test("the address to fetch may be kept in a file instead, but not in both")
    func pingFile() throws {
        let good = try instance("ping_url_file = \"ping-url\"")
        #expect(try good.load().watch == WatchSettings(ping: .file(path: good.folder.path + "/ping-url")))
        let both = try instance("ping_url_file = \"ping-url\"\nping_url = \"https://ping.example/x\"")
        #expect(both.problems() == ["opvolg.toml: [watch] ping_url_file: stands there besides ping_url; expected one of the two"])
    }

    private static let otherServer =
        "operator = \"bestuur\"\n[watch.mail]\nurl = \"smtps://mail.provider.example\"\nusername = \"opvolg\"\npassword_file = \"other-password\"\n"

    @Test("notices may go over another mail server, in the name of [mail] and to the operator when nothing else is said")
    func noticeMail() throws {
        let plain = try instance(Self.otherServer).load().watch
        guard case .mail(let mail)? = plain.noticeChannel else {
            Issue.record("\(plain)")
            return
        }
        #expect(mail.server.url.text == "smtps://mail.provider.example" && mail.from == Mailbox("Opvolging <opvolging@perspectief.example>"))
        #expect(try instance(Self.otherServer).load().secretFiles.map(\.key) == ["[watch.mail] password_file"])
        #expect(mail.to == nil && plain.noticeChannel?.id == .noticeMail && plain.stallLimit == 7200)
        let other = try instance(Self.otherServer + "from = \"opvolg@provider.example\"\nto = \"wacht@provider.example\"\n").load()
        guard case .mail(let mail)? = other.watch.noticeChannel else { return }
        #expect(mail.from.address.text == "opvolg@provider.example" && mail.to?.text == "wacht@provider.example")
        #expect(other.rules.noticeChannel == .noticeMail)
    }

    @Test("all that is wrong with the second way is told at once: no operator, both ways, a webhook that is off, and what is wrong with the server")
    func wrongSecondWay() throws {
        let problems = try instance(
            "webhook = \"teams-directie\"\n[watch.mail]\nurl = \"smtp://mail.provider.example/x\"\ntls = \"none\"\nusername = \"a\"\nfrm = \"b\"\nto = \"x\"\n"
        ).problems()
        for part in [
            "[watch] operator: is missing", "[watch] webhook: \"teams-directie\" is switched off",
            "[watch] webhook: stands there besides [watch.mail]",
            "[watch.mail] url: ", "[watch.mail] password_file: is missing", "[watch.mail] frm: is not a known key",
            "[watch.mail] to: \"x\" is not valid",
        ] {
            #expect(problems.filter { $0.contains(part) }.count == 1, "\(part) is not in \(problems)")
        }
    }

    @Test("a second server that is the first one is warned of")
    func sameServer() throws {
        let text = try Instance.contract.replacing(
            "transport = \"maildir\"", with: "transport = \"smtp\"\nurl = \"smtp://mail.provider.example:587\"")
        let warnings = try Instance(text + "\n[watch]\n" + Self.otherServer).load().warnings.map(\.description)
        #expect(warnings.contains { $0.contains("[watch.mail] url: is the server of [mail]: when that fails, so does this") }, "\(warnings)")
    }

    @Test("an address that is a secret of its own is not shown when it is wrong")
    func secretAddresses() throws {
        let ping = try instance("ping_url = \"http://ping.example/MARKER\"")
        #expect(ping.problems().count == 1 && !ping.problems()[0].contains("MARKER"))
        let contract = try Instance.contract
        let hook = try Instance(contract.replacing("https://hooks.perspectief.example/directie", with: "http://hooks.example/MARKER"))
        #expect(!hook.problems().isEmpty && hook.problems().allSatisfy { !$0.contains("MARKER") })
        let mail = try Instance(contract.replacing("maildir   = \"mail\"", with: "url = \"smtp://me:MARKER@mail.example\""))
        #expect(mail.problems().count == 1 && !mail.problems()[0].contains("MARKER"))
    }

    @Test("a secret that everybody on the machine can read is warned of, with the command that closes it")
    func openSecret() throws {
        let instance = try Instance(Instance.everythingUsed)
        let secret = instance.folder.appending(path: "smtp-password")
        #expect(try instance.load().warnings.filter { $0.key.contains("_file") && $0.message.contains("chmod") }.isEmpty)
        for (mode, isOpen) in [(0o644, true), (0o604, true), (0o640, false), (0o600, false)] {
            try Data("geheim".utf8).write(to: secret)
            chmod(secret.path, mode_t(mode))
            let warnings = try instance.load().warnings.map(\.description).filter { $0.contains("chmod o=") }
            #expect(warnings.count == (isOpen ? 1 : 0), "\(mode) \(warnings)")
            #expect(warnings.allSatisfy { $0.contains("[mail] password_file: ") && !$0.contains("geheim") })
        }
    }

    @Test(
        "mail without TLS goes to an address of this machine and to nothing that only looks like one",
        arguments: [
            "smtp://localhost.evil.example", "smtp://127.0.0.1.nip.io", "smtp://[::ffff:127.0.0.1]:25", "smtp://127.0.0.1@evil.example",
            "smtp://127.1", "smtp://0.0.0.0", "smtp://2130706433", "smtp://0x7f.0.0.1", "smtp://localhost@evil.example", "smtp://[::]",
            "smtp://127.0.0.1#@evil.example", "smtp://mail.localhost", "smtp://127.0.0.256", "smtp://evil.example/127.0.0.1",
        ])
    func plainMail(url: String) throws {
        let text = try Instance.contract.replacing("maildir   = \"mail\"", with: "url = \"\(url)\"\ntls = \"none\"")
        let problems = try Instance(text).problems()
        #expect(problems.count == 1 && problems[0].contains("[mail] "), "\(problems)")
        // What stands before an @ may be a login.
        #expect(!url.contains("@") || !problems[0].contains("evil.example"), "\(problems)")
        let good = text.replacing(url, with: "smtp://127.0.0.1:2525")
        #expect(try Instance(good).problems().isEmpty)
    }

    @Test(
        "a webhook or ping by http goes to this machine only, and none has a login in its address, which is not shown",
        arguments: [
            "http://localhost.evil.example/MARKER", "http://127.0.0.1.nip.io/MARKER", "http://[::ffff:127.0.0.1]/MARKER",
            "http://user:MARKER@127.0.0.1/",
            "https://user:MARKER@hooks.example/", "http://127.0.0.1@evil.example/MARKER", "http://[fe80::1%25lo]/MARKER", "file:///etc/MARKER",
            "http://10.0.0.1/MARKER", "gopher://127.0.0.1/MARKER",
        ])
    func plainWeb(url: String) throws {
        let webhook = try Instance(Instance.contract.replacing("https://hooks.perspectief.example/directie", with: url)).problems()
        #expect(webhook.count == 2 && webhook[0].contains("\"teams-directie\" url: is not valid") && !webhook[0].contains("MARKER"), "\(webhook)")
        let ping = try Instance(Instance.contract + "\n[watch]\nping_url = \"\(url)\"\n").problems()
        #expect(ping.count == 1 && ping[0].contains("ping_url") && !ping[0].contains("MARKER"), "\(ping)")
    }

    @Test("the operator has to be somebody who can be mailed")
    func operatorWithoutMail() throws {
        let text = try Instance.everythingUsed.replacing("operator = \"directie-vlieger\"", with: "operator = \"bestuur\"")
            .replacing("email = \"bestuur@perspectief.example\"", with: "channels = [\"teams-directie\"]")
        let instance = try Instance(text)
        #expect(
            instance.problems() == [
                "opvolg.toml: [watch] operator: \"bestuur\" gets no mail to be told by; expected somebody with an email, and \"mail\" among their channels"
            ])
    }
}
