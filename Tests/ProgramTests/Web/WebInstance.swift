import Foundation
import TestSupport

/// An instance with pages, and what a test wants of them.
struct WebInstance: Sendable {
    let instance: TestInstance
    let port: Int

    /// - Parameter edit: changes the text of the configuration, `[web]` included.
    init(now: String = LifeTests.sunday, edit: @escaping @Sendable (String) -> String = { $0 }) throws {
        let port = try FreePort.find()
        self.port = port
        instance = try TestInstance(now: now) { edit(Self.withPages($0, port: port)) }
    }

    static func withPages(_ configuration: String, port: Int) -> String {
        configuration.replacing("digest   = \"weekly monday\"", with: "digest   = \"none\"")
            + "\n[web]\npublic_url = \"http://127.0.0.1:\(port)\"\nlisten = \"127.0.0.1:\(port)\"\n"
    }

    /// Starts the daemon, and returns when it reminds and serves.
    func daemon() async throws -> RunningDaemon {
        let daemon = try await instance.daemon()
        try await daemon.run.waitUntil("the pages are served") { $0.standardError.contains("is served on 127.0.0.1:\(port)") }
        return daemon
    }

    /// The links in the text of a mail, in its order.
    static func links(in mail: ReadMail) -> [String] { mail.plain.matches(of: #/https?://[^\s]+/o/[A-Za-z0-9_-]+/#).map { String($0.output) } }

    /// The links that somebody was mailed, oldest first.
    func links(to address: String) async throws -> [String] {
        try await instance.mails().filter { $0["To"]?.contains(address) ?? false }.sorted { ($0["Date"] ?? "") < ($1["Date"] ?? "") }
            .flatMap(Self.links)
    }

    static func path(_ link: String) -> String { "/o/" + (link.split(separator: "/").last ?? "") }

    /// The status and the body of an answer.
    func get(_ path: String) async throws -> (status: Int, body: String) { try await send("GET \(path) HTTP/1.1", "") }

    func post(_ path: String, _ body: String) async throws -> (status: Int, body: String) {
        try await send("POST \(path) HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)", body)
    }

    /// Presses the button behind a link, and that of the page that asks whether it is meant.
    func pressTwice(_ path: String, _ body: String) async throws -> (status: Int, body: String) {
        let asked = try await post(path, body)
        guard let secret = Self.confirmation(in: asked.body) else { return asked }
        return try await post(path, "\(body)&confirm=\(secret)")
    }

    /// What the page that asks has to send along; nil on any other page.
    static func confirmation(in body: String) -> String? { body.firstMatch(of: #/name="confirm" value="([A-Za-z0-9_-]{22})"/#).map { String($0.1) } }

    private func send(_ head: String, _ body: String) async throws -> (status: Int, body: String) {
        let answer = try await RawConnection(port: port).exchange(Data("\(head)\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n\(body)".utf8))
        let status = answer.components(separatedBy: " ").dropFirst().first.flatMap { Int($0.prefix(3)) }
        return (status ?? 0, answer.components(separatedBy: "\r\n\r\n").dropFirst().joined())
    }

    /// Everything that a change would change.
    func state() async throws -> String {
        let list = try await instance.run("list", "--status", "all", "--format", "json").standardOutput
        let history = try await instance.run("history", "show", "--format", "json").standardOutput
        return list + history
    }
}
