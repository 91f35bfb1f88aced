import Foundation
import TestSupport
import Testing

@Suite("Without the secret of the school's account", .serialized)
struct MissingSecretTests {
    @Test("reminders go, people sign in by mail, the account is said not to work, and log, check and status name the key and the file")
    func missing() async throws {
        let school = try await PagedSchool(
            pages: """
                [web.oidc]
                issuer = "http://127.0.0.1:9"
                client_id = "opvolg"
                client_secret_file = "oidc-secret"
                """)
        let instance = school.instance
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-001", "--school", "vlieger", "--due", "2026-12-10")
        try await waitUntil("the reminder has gone") { try await !instance.mails().isEmpty }
        let account = try await school.web.get("/sign-in/school")
        #expect(account.status == 503 && account.body.contains("Het schoolaccount werkt nu niet"))
        let cookie = try await school.signIn("ib@vlieger.example")
        #expect(try await school.web.get("/", cookie: cookie).status == 200)

        let check = try await instance.run("check")
        #expect(check.exitCode == 78, "\(check.standardError)")
        let told = check.standardError.split(whereSeparator: \.isNewline).filter { $0.hasPrefix("[web.oidc] client_secret_file: ") }
        #expect(told.count == 1 && told[0].contains("oidc-secret: there is no such file"), "\(check.standardError)")
        let status = try await instance.run("status")
        #expect(status.exitCode == 1 && status.standardOutput.contains("nobody can sign in with the school's account: [web.oidc] client_secret_file"))

        let words = "nobody can sign in with the school's account; all else goes on. [web.oidc] client_secret_file: the secret "
        #expect(school.daemon.run.standardError.components(separatedBy: words).count == 2)
        // It is there, and a reload takes it over.
        try instance.scratch.write("secret\n", to: "oidc-secret")
        chmod(instance.scratch.file("oidc-secret"), 0o600)
        try await school.daemon.reload()
        #expect(try await !instance.run("check").standardError.contains("[web.oidc]"))
        #expect(try await school.daemon.stop().standardError.components(separatedBy: words).count == 2)
    }
}
