import Configuration
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
                    + "expected \"127.0.0.1:PORT\", an address of this machine alone, to which your reverse proxy passes on"
            ])
    }
}
