import Configuration
import FollowUps
import Testing

@Suite("[web]")
struct WebSettingsTests {
    private func read(_ lines: String) throws -> (web: WebSettings?, problems: [String]) {
        let instance = try Instance(try Instance.contract + "\n[web]\n\(lines)\n")
        let problems = instance.problems()
        return (problems.isEmpty ? try instance.load().web : nil, problems)
    }

    @Test("is off unless it is there")
    func off() throws {
        #expect(try Instance().load().web == nil)
    }

    @Test("the public address is kept as a browser names an origin, the other as host and port")
    func values() throws {
        for (text, origin) in [
            ("https://Opvolg.School.example/", "https://opvolg.school.example"),
            ("https://opvolg.school.example:443", "https://opvolg.school.example"),
            ("https://opvolg.school.example:8443", "https://opvolg.school.example:8443"), ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1"), ("http://[::1]:8080", "http://[::1]:8080"),
        ] {
            let web = try #require(try read("public_url = \"\(text)\"\nlisten = \"[::1]:8080\"").web)
            #expect(web.publicURL.text == origin)
            #expect((web.host, web.port) == ("::1", 8080))
        }
    }

    @Test("one of the two is not enough, and the other is named")
    func both() throws {
        let noListen = try read("public_url = \"https://a.example\"").problems
        #expect(noListen.count == 1)
        #expect(noListen.first?.hasPrefix("opvolg.toml: [web] listen: is missing; expected ") == true)
        let noURL = try read("listen = \"127.0.0.1:8080\"").problems
        #expect(noURL.count == 1)
        #expect(noURL.first?.hasPrefix("opvolg.toml: [web] public_url: is missing; expected ") == true)
        #expect(try read("").problems.count == 2)
    }

    @Test("an address that the network can reach is refused, and where it belongs is said")
    func network() throws {
        #expect(
            try read("public_url = \"https://a.example\"\nlisten = \"0.0.0.0:8080\"").problems == [
                "opvolg.toml: [web] listen: 0.0.0.0 can be reached from the network, where nothing would be encrypted; "
                    + "expected \"127.0.0.1:PORT\", an address of this machine alone, to which your reverse proxy passes on, "
                    + "or allow_network = true where nothing but that proxy can reach it, as in a container"
            ])
        let web = try read("public_url = \"https://a.example\"\nlisten = \"0.0.0.0:8080\"\nallow_network = true").web
        #expect(web?.host == "0.0.0.0" && web?.port == 8080)
        // A monitor asks on the machine itself, whatever the pages do.
        #expect(
            try read("public_url = \"https://a.example\"\nlisten = \"0.0.0.0:8080\"\nallow_network = true\nmonitoring = \"0.0.0.0:9090\"").problems
                .count
                == 1)
    }

    private static let pages = "public_url = \"https://a.example\"\nlisten = \"127.0.0.1:8080\"\n[web.oidc]\n"
    private static let account = "issuer = \"https://login.a.example\"\nclient_id = \"x\"\nclient_secret_file = \"oidc-secret\"\n"

    @Test("[web.oidc] names a provider, an application there and a claim, which is the address unless another is named")
    func schoolAccount() throws {
        let account = try #require(try read(Self.pages + Self.account).web?.schoolAccount)
        #expect((account.issuer.text, account.clientID) == ("https://login.a.example", "x"))
        #expect(account.clientSecretFile.hasSuffix("/oidc-secret") && account.claim == .email && account.caFile == nil)
        #expect(try read(Self.pages + Self.account + "claim = \"sub:id\"").web?.schoolAccount?.claim.description == "sub:id")
        #expect(try read("public_url = \"https://a.example\"\nlisten = \"127.0.0.1:8080\"").web?.schoolAccount == nil)
        let missing = try read(Self.pages).problems
        let keys = ["issuer", "client_id", "client_secret_file"].map { "opvolg.toml: [web.oidc] \($0)" }
        #expect(missing.map { $0.split(separator: ":").prefix(2).joined(separator: ":") } == keys)
        // What was put into the wrong field may be the secret.
        let confused = try read(Self.pages + "issuer = \"https://a.example\"\nclient_id = \"geheim é\"\nclient_secret_file = \"s\"").problems
        #expect(confused.count == 1 && !confused.joined().contains("geheim"))
    }

    private func instance(_ configuration: String, needing role: String?) throws -> Instance {
        let catalogue = try Instance.catalogue
        return try Instance(
            configuration, catalogue: role.map { catalogue.replacing("id = \"\($0)\"\n", with: "id = \"\($0)\"\nsign_in = \"oidc\"\n") })
    }

    @Test("a role can want the school's account, when there is one")
    func requiredByRole() throws {
        let pages = try Instance.contract + "\n[web]\n" + Self.pages
        let without = try instance(pages.replacing("[web.oidc]\n", with: ""), needing: "bestuur")
        #expect(
            without.problems() == [
                "opvolg.toml: [web.oidc]: is missing, and the role \"bestuur\" has sign_in = \"oidc\" in the catalogue; add the table, "
                    + "or take sign_in out there"
            ])
        // Without pages nobody signs in at all.
        #expect(try instance(Instance.contract, needing: "bestuur").problems() == [])
        let settings = try instance(pages + Self.account, needing: "bestuur").load()
        #expect(settings.catalogues.first.roles.filter(\.needsSchoolAccount).map(\.id) == ["bestuur"])
        #expect(settings.warnings == [] && settings.secretFiles.map(\.key) == ["[web.oidc] client_secret_file"])
    }

    @Test("whoever the account could not tell from somebody else, or has to use it and cannot, is warned of")
    func shared() throws {
        let pages = try Instance.contract + "\n[web]\n" + Self.pages + Self.account
        let shared = try instance(pages.replacing("ib@regenboog.example", with: "IB@vlieger.example"), needing: nil).load().warnings.map(
            \.description)
        #expect(shared.count == 1 && shared[0].contains("[web.oidc] claim: ib-vlieger and ib-regenboog have the same email"), "\(shared)")
        let bare = try instance(pages + "claim = \"sub:login\"", needing: "bestuur").load().warnings.map(\.description)
        #expect(bare.count == 1 && bare[0].contains("bestuur holds \"bestuur\", which has sign_in = \"oidc\", and has no login"), "\(bare)")
    }

    @Test("a monitor is answered on an address of its own, which is of this machine too and not that of the pages")
    func monitoring() throws {
        let pages = "public_url = \"https://a.example\"\nlisten = \"127.0.0.1:8080\"\n"
        #expect(try read(pages).web?.monitoring == nil)
        #expect(try read(pages + "monitoring = \"127.0.0.1:9090\"").web?.monitoring == WebSettings.Listener(host: "127.0.0.1", port: 9090))
        #expect(
            try read(pages + "monitoring = \"0.0.0.0:9090\"").problems == [
                "opvolg.toml: [web] monitoring: 0.0.0.0 can be reached from the network, where nothing would be encrypted; "
                    + "expected \"127.0.0.1:PORT\", an address of this machine alone, which your monitor asks"
            ])
        #expect(
            try read(pages + "monitoring = \"127.0.0.1:8080\"").problems == [
                "opvolg.toml: [web] monitoring: is the address of [web] listen, which the reverse proxy passes on; choose another port"
            ])
    }

    @Test("limits are the usual ones, each unless it says otherwise")
    func limits() throws {
        let pages = "public_url = \"https://a.example\"\nlisten = \"127.0.0.1:8080\"\n"
        #expect(try read(pages).web?.limits == WebLimits(signedOut: 60, signedIn: 300, signInMails: 5))
        let other = try read(pages + "[web.limits]\nsigned_out = 600\nsign_in_mails = 3").web
        #expect(other?.limits == WebLimits(signedOut: 600, signedIn: 300, signInMails: 3))
        #expect(try read(pages + "[web.limits]\nsigned_in = 0\nsigned_up = 1").problems.count == 2)
    }
}
