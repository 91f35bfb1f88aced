import Foundation
import TestSupport

/// An installation with pages, the daemon that serves them, and people who sign in by the mail that they get.
final class PagedSchool {
    let instance: TestInstance
    let web: WebClient
    /// What a monitor asks.
    let monitor: WebClient
    private(set) var daemon: RunningDaemon

    /// On Monday 7 December 2026 at noon in Amsterdam.
    ///
    /// - Parameters:
    ///   - edit: changes the text of the configuration.
    ///   - pages: what stands below the keys of `[web]`.
    ///   - prepare: puts more files beside it.
    init(
        now: String = "2026-12-07 11:00:00", edit: @escaping (String) -> String = { $0 }, pages: String = "",
        prepare: (ScratchDirectory) throws -> Void = { _ in }
    ) async throws {
        let (port, monitoring) = (try ClosedPort().port, try ClosedPort().port)
        instance = try TestInstance(now: now) { text in
            edit(text) + "\n[web]\npublic_url = \"http://127.0.0.1:\(port)\"\nlisten = \"127.0.0.1:\(port)\"\n"
                + "monitoring = \"127.0.0.1:\(monitoring)\"\n\(pages)\n"
        }
        try prepare(instance.scratch)
        web = WebClient(port: port)
        monitor = WebClient(port: monitoring)
        daemon = try await instance.daemon()
    }

    func restart() async throws {
        _ = try await daemon.stop()
        daemon = try await instance.daemon()
    }

    /// The sign-in links that were mailed to somebody, in the order of the mails' names.
    func links(to address: String) async throws -> [String] {
        try await instance.mails().filter { $0["To"]?.contains(address) == true && ["Aanmelden", "Sign in"].contains($0.subject) }
            .compactMap { $0.plain.firstMatch(of: #/http://127\.0\.0\.1:[0-9]+(/sign-in/[A-Za-z0-9_-]{22})/#).map { String($0.1) } }
    }

    /// Asks for a link and gets it by mail.
    func link(for address: String) async throws -> String {
        let before = Set(try await links(to: address))
        let answer = try await web.post("/sign-in", "email=\(address.replacing("@", with: "%40"))")
        guard answer.status == 200 else { throw Unexpected(description: "asking for a link gave \(answer.status)") }
        var found: [String] = []
        try await waitUntil("a link came to \(address)") {
            found = try await links(to: address).filter { !before.contains($0) }
            return !found.isEmpty
        }
        return found[0]
    }

    /// Signs in, and returns the cookie.
    func signIn(_ address: String) async throws -> String {
        let answer = try await web.post(try await link(for: address), "asked=yes")
        guard answer.status == 303, let cookie = answer.cookie else { throw Unexpected(description: "signing in gave \(answer.status)") }
        return cookie
    }
}
