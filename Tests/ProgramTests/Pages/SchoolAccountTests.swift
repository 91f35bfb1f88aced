import Foundation
import TestSupport
import Testing

/// With Debian's glewlwyd as the provider, and Debian's Chromium before it.
@Suite("Signing in with the school's account", .serialized)
struct SchoolAccountTests {
    private static let ib = Glewlwyd.User(name: "IB De Vlieger", email: "ib@vlieger.example", login: "ib.vlieger")
    private static let stranger = Glewlwyd.User(name: "Iemand", email: "iemand@elders.example", login: "iemand")

    /// A school whose IB signs in at a provider, and a daemon on the real clock, which is the provider's.
    private struct School {
        let instance: TestInstance
        let provider: Glewlwyd
        let run: ProgramRun
        let address: String

        init(claim: String = "email", namesItself: Bool = true, edit: @escaping (String) -> String = { $0 }) async throws {
            let port = try FreePort.find()
            let address = "http://127.0.0.1:\(port)"
            let provider = try await Glewlwyd(for: address, users: [SchoolAccountTests.ib, SchoolAccountTests.stranger], namesItself: namesItself)
            let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon, timeZone: .gmt)
            let now = Date().formatted(style)
            instance = try TestInstance(now: String(now.prefix(19))) { text in
                edit(text) + """

                    [web]
                    public_url = "\(address)"
                    listen = "127.0.0.1:\(port)"
                    [web.oidc]
                    issuer = "\(provider.issuer)"
                    client_id = "\(Glewlwyd.clientID)"
                    client_secret_file = "oidc-secret"
                    claim = "\(claim)"
                    """
            }
            try instance.scratch.write(Glewlwyd.clientSecret + "\n", to: "oidc-secret")
            chmod(instance.scratch.file("oidc-secret"), 0o600)
            try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger")
            run = try ProgramRun.start(.built("opvolgd"), [], directory: instance.scratch.path)
            try await run.waitUntil("the pages are served") { $0.standardError.contains("is served on 127.0.0.1:\(port)") }
            (self.provider, self.address) = (provider, address)
        }

        /// From a page of ours to the provider's, and in as somebody.
        func signIn(_ user: Glewlwyd.User, at path: String) -> [[String]] {
            [
                ["open", address + path], ["click", "a.button"], ["type", "#username", user.login], ["type", "#password", user.password],
                ["click", "#loginbut"], ["click", ".btn-success"],
            ]
        }

        func browse(_ steps: [[String]]) async throws -> [String?] { try await Scripted.run("browser.py", steps, as: [String?].self) }
    }

    @Test("leads by the provider back to the page that was wanted, and out again by way of the provider")
    func roundTrip() async throws {
        let school = try await School()
        let said = try await school.browse(
            school.signIn(Self.ib, at: "/follow-ups/1") + [
                ["text", "main h1"], ["address"], ["click", "form[action='/sign-out'] button"],
                // It has a session of its own.
                ["press", "Logout"],
                ["open", school.address + "/follow-ups/1"], ["text", "main h1"],
            ]
        ).compactMap { $0 }
        #expect(said.count == 3)
        #expect(said.first?.contains("Is de ouder aangekomen") == true && said.dropFirst().first == school.address + "/follow-ups/1", "\(said)")
        #expect(said.last == "Aanmelden", "\(said)")
        let sessions = try await school.instance.run("person", "sessions").standardOutput
        #expect(!sessions.contains("ib-vlieger"))
        let log = school.run.standardError
        #expect(log.contains("somebody has signed in with the school's account"))
        for secret in ["ib@", "ib.vlieger", "eyJ", "code=", Glewlwyd.clientSecret] { #expect(!log.contains(secret), "\(secret)") }
        school.run.terminate()
    }
}
