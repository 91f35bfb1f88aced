import Configuration
import Foundation
import FollowUps
import Testing

@Suite("The mail services schools have")
struct MailServiceTests {
    static let client = "0b1c7d1e-8f6a-4a53-9a61-5d0c2f6f0a11"
    static let tenant = "9d0a3f5c-2f2a-4c5e-8e0e-7b1f0c5d6e7f"
    static let from = "from      = \"Opvolging <opvolging@perspectief.example>\""

    /// The contract's file with other lines in `[mail]`.
    private func instance(_ mail: String..., transport: String? = nil, after: String = "") throws -> Instance {
        try Instance(
            Instance.contract.replacing("transport = \"maildir\"", with: (mail + [transport].compactMap { $0 }).joined(separator: "\n") + "\n#")
                + after)
    }

    private func server(_ instance: Instance) throws -> SMTPServer {
        guard case .smtp(let server) = try instance.load().mail.transport else { throw NoServer() }
        return server
    }

    private struct NoServer: Error {}

    private static let microsoft = [
        "provider = \"microsoft365\"", "tenant = \"\(tenant)\"", "client_id = \"\(client)\"", "client_secret_file = \"client-secret\"",
    ]

    @Test("microsoft365 needs a tenant, a client and its secret; the rest is as Microsoft has it")
    func microsoft() throws {
        let instance = try instance(Self.microsoft.joined(separator: "\n"))
        #expect(instance.problems() == [])
        let server = try server(instance)
        #expect(server.url.text == "smtp://smtp.office365.com:587")
        #expect(server.tls == .required)
        #expect((server.connections, server.perMinute) == (3, 30))
        let tokenURL = try #require(WebURL("https://login.microsoftonline.com/\(Self.tenant)/oauth2/v2.0/token"))
        #expect(
            server.login
                == .token(
                    username: "opvolging@perspectief.example",
                    OAuthClient(
                        tokenURL: tokenURL, id: Self.client,
                        secretFile: instance.folder.path + "/client-secret", scope: "https://outlook.office365.com/.default")))
        #expect(try instance.load().mail.sender.text == "opvolging@perspectief.example")
    }

    @Test("all of it can be had otherwise, for a cloud of another country")
    func sovereign() throws {
        let server = try server(
            instance(
                "provider = \"microsoft365\"", "client_id = \"\(Self.client)\"", "client_secret_file = \"/etc/secret\"", "transport = \"smtp\"",
                "token_url = \"https://login.partner.microsoftonline.cn/x/oauth2/v2.0/token\"", "url = \"smtp://smtp.partner.outlook.cn:587\"",
                "token_scope = \"https://partner.outlook.cn/.default\"", "connections = 1", "per_minute = 10", "bounce = \"b@perspectief.example\""))
        #expect(server.url.text == "smtp://smtp.partner.outlook.cn:587")
        #expect((server.connections, server.perMinute) == (1, 10))
        let tokenURL = try #require(WebURL("https://login.partner.microsoftonline.cn/x/oauth2/v2.0/token"))
        #expect(
            server.login
                == .token(
                    username: "opvolging@perspectief.example",
                    OAuthClient(
                        tokenURL: tokenURL, id: Self.client,
                        secretFile: "/etc/secret", scope: "https://partner.outlook.cn/.default")))
    }

    @Test("google-relay needs nothing more, and may have a login", arguments: [true, false])
    func google(hasLogin: Bool) throws {
        let login = hasLogin ? "username = \"opvolging@perspectief.example\"\npassword_file = \"app-password\"" : ""
        let instance = try instance("provider = \"google-relay\"", login)
        let server = try server(instance)
        #expect(server.url.text == "smtp://smtp-relay.gmail.com:587")
        #expect(server.tls == .required)
        #expect((server.connections, server.perMinute) == (2, 60))
        #expect(
            server.login
                == (hasLogin
                    ? .password(username: "opvolging@perspectief.example", passwordFile: instance.folder.path + "/app-password") : nil))
    }

    @Test("a provider named none is any server, and asks for its address")
    func none() throws {
        #expect(try server(instance("provider = \"none\"", "transport = \"smtp\"", "url = \"smtp://mail.example\"")).connections == 2)
        let problems = try instance("provider = \"none\"", "transport = \"smtp\"").problems()
        #expect(problems.count == 1 && problems[0].hasPrefix("opvolg.toml: [mail] url: is missing"))
        guard case .maildir = try instance("provider = \"none\"").load().mail.transport else {
            Issue.record("no Maildir")
            return
        }
    }

    static let token = "belongs to provider = \"microsoft365\", which is not there; expected that provider, or none of its keys"
    static let mistakes: [(mail: [String], problems: [String])] = [
        (
            ["provider = \"microsoft365\""],
            [
                "tenant: is missing; expected the directory (tenant) ID of Entra, or a domain of it such as \"school.onmicrosoft.com\"",
                "client_id: is missing; expected the application (client) ID of the app registration, such as \"0b1c7d1e-8f6a-4a53-9a61-5d0c2f6f0a11\"",
                "client_secret_file: is missing; expected the path of a file, or the name of a systemd credential",
            ]
        ),
        (
            microsoft + ["transport = \"maildir\"", "username = \"x\"", "password_file = \"y\"", "tls = \"none\""],
            [
                "transport: \"maildir\" stands there besides provider = \"microsoft365\", which sends by SMTP; expected one of the two",
                "username: stands there besides provider = \"microsoft365\", which logs in to the mailbox of from with client_secret_file; leave it out",
                "password_file: stands there besides provider = \"microsoft365\", which logs in to the mailbox of from with client_secret_file; "
                    + "leave it out",
                "tls: \"none\" stands there besides provider = \"microsoft365\", which takes no mail without TLS; leave it out",
            ]
        ),
        (
            ["provider = \"google-relay\"", "transport = \"maildir\"", "tls = \"none\"", "tenant = \"x.example\"", "username = \"x\""],
            [
                "password_file: is missing and there is a username; expected the path of a file, or the name of a systemd credential",
                "transport: \"maildir\" stands there besides provider = \"google-relay\", which sends by SMTP; expected one of the two",
                "tls: \"none\" stands there besides provider = \"google-relay\", which takes no mail without TLS; leave it out",
                "tenant: \(token)",
            ]
        ),
        (
            [
                "tenant = \"x.example\"", "client_id = \"\(client)\"", "client_secret_file = \"s\"", "token_url = \"https://x.example/t\"",
                "token_scope = \"s\"",
            ],
            ["tenant: \(token)", "client_id: \(token)", "client_secret_file: \(token)", "token_url: \(token)", "token_scope: \(token)"]
        ),
        (["provider = \"microsoft\""], ["provider: \"microsoft\" is not known; expected \"microsoft365\", \"google-relay\" or \"none\""]),
        (
            ["bounce = \"Terug <terug@perspectief.example>\""],
            ["bounce: \"Terug <terug@perspectief.example>\" is not valid; expected an address such as ib@school.example, in plain ASCII"]
        ),
        (
            ["reply_to = \"ib\"", "helo = \"server1\""],
            [
                "reply_to: \"ib\" is not valid; expected \"Name <address@school.example>\" or a bare address",
                "helo: \"server1\" is not valid; expected a machine's full name, such as \"opvolg.school.example\"",
            ]
        ),
        (
            microsoft + ["token_url = \"http://login.example/token\"", "token_scope = \"a b\""],
            [
                "token_url: \"http://login.example/token\" is not valid; expected \"https://HOST/PATH\"; http:// is accepted for a loopback address only",
                "token_scope: \"a b\" is not valid; expected what a token is for, such as \"https://outlook.office365.com/.default\"",
            ]
        ),
    ]

    @Test("a key that is missing or contradicts another is named, all of them at once", arguments: mistakes.indices)
    func told(index: Int) throws {
        let (mail, problems) = Self.mistakes[index]
        #expect(try instance(mail.joined(separator: "\n")).problems() == problems.map { "opvolg.toml: [mail] " + $0 })
    }

    @Test("a tenant is one organisation's", arguments: ["common", "organizations", "a/b.example", "a..b", "", "-a.example", "x.example?y"])
    func tenants(tenant: String) throws {
        let lines = ["provider = \"microsoft365\"", "tenant = \"\(tenant)\"", "client_id = \"\(Self.client)\"", "client_secret_file = \"s\""]
        let problems = try instance(lines.joined(separator: "\n")).problems()
        #expect(problems.count == 1 && problems[0].contains("[mail] tenant: "), "\(problems)")
    }

    @Test("a secret that was written in the wrong place is not shown", arguments: ["client_id", "client_secret_file", "client_secret"])
    func misplacedSecret(key: String) throws {
        var lines = Self.microsoft.filter { !$0.hasPrefix(key + " ") }
        lines.append("\(key) = \"x7N8Q~MARKER.abcdefghijklmnopqrstuvwxyz0123\"")
        let problems = try instance(lines.joined(separator: "\n")).problems()
        #expect(problems.count == 1 && problems[0].contains("[mail] \(key): ") && !problems[0].contains("MARKER"), "\(problems)")
    }
}

@Suite("The mailbox with delivery reports")
struct BounceSettingsTests {
    private func instance(_ bounce: String, mail: String = "transport = \"smtp\"\nurl = \"smtp://mail.example\"") throws -> Instance {
        try Instance(Instance.contract.replacing("transport = \"maildir\"", with: "\(mail)\n#") + "\n[bounce]\n\(bounce)\n")
    }

    private static let microsoft =
        "provider = \"microsoft365\"\ntenant = \"x.example\"\nclient_id = \"\(MailServiceTests.client)\"\nclient_secret_file = \"s\"\n"
        + "bounce = \"terug@perspectief.example\""

    @Test("is named with its login, and read from INBOX unless another folder is named")
    func password() throws {
        let instance = try instance("url = \"imaps://imap.example:993\"\nusername = \"terug\"\npassword_file = \"bounce-password\"")
        let bounce = try #require(try instance.load().bounce)
        #expect(bounce.url.text == "imaps://imap.example:993")
        #expect(bounce.login == .password(username: "terug", passwordFile: instance.folder.path + "/bounce-password"))
        #expect((bounce.folder, bounce.caFile) == ("INBOX", nil))
        #expect(try Instance(Instance.everythingUsed).load().bounce?.folder == "INBOX/Terug")
        #expect(try Instance().load().bounce == nil)
    }

    @Test("with microsoft365 it is the mailbox that reports go to, and the application that sends reads it too")
    func microsoft() throws {
        let bounce = try #require(try instance("", mail: Self.microsoft).load().bounce)
        #expect(bounce.url.text == "imaps://outlook.office365.com:993")
        #expect(bounce.login.username == "terug@perspectief.example")
        guard case .token(_, let oauth) = bounce.login else {
            Issue.record("no token")
            return
        }
        #expect(oauth.id == MailServiceTests.client)
        let elsewhere = try instance(
            "url = \"imap://imap.example\"\nusername = \"b\"\npassword_file = \"/p\"\nfolder = \"A b\"", mail: Self.microsoft)
        #expect(
            try elsewhere.load().bounce.map { [$0.url.text, $0.folder, "\($0.login)"] }
                == ["imap://imap.example", "A b", "\(MailLogin.password(username: "b", passwordFile: "/p"))"])
    }

    @Test("every key that is missing or wrong is named")
    func mistakes() throws {
        let grammar = "expected \"imaps://HOST:PORT\", or \"imap://HOST:PORT\" for STARTTLS"
        #expect(
            try instance("").problems() == [
                "opvolg.toml: [bounce] url: is missing; \(grammar)", "opvolg.toml: [bounce] username: is missing; expected the name to log in with",
                "opvolg.toml: [bounce] password_file: is missing; expected the path of a file, or the name of a systemd credential",
            ])
        #expect(
            try instance("url = \"pop3://x\"\nusername = \"a\"\npassword_file = \"b\"\nfolder = \"a\\\"b\"").problems() == [
                "opvolg.toml: [bounce] url: \"pop3://x\" is not valid; \(grammar)",
                "opvolg.toml: [bounce] folder: \"a\"b\" is not valid; expected a folder's name in plain ASCII, such as \"INBOX\"",
            ])
        #expect(try instance("url = \"imaps://me:MARKER@x\"", mail: Self.microsoft).problems().allSatisfy { !$0.contains("MARKER") })
    }

    @Test("one that nothing comes back to is a warning")
    func unused() throws {
        let instance = try instance("url = \"imaps://x.example\"\nusername = \"a\"\npassword_file = \"b\"", mail: "transport = \"maildir\"")
        #expect(try instance.load().warnings.map(\.key) == ["[bounce] url"])
    }
}
