import Foundation

/// One of Debian's mail servers on 127.0.0.1, configured as its package does it: real answers and real bounces.
///
/// It relays mail to a next hop, and bounces into the bounce mailbox. It has a port for each way in which it takes or
/// refuses mail; `Scripts/mail-servers` names them.
public final class DebianMailServer: Sendable {
    public enum Sort: String, Sendable, CaseIterable { case postfix, exim, opensmtpd }

    public let sort: Sort
    private let scratch: ScratchDirectory
    private let run: ProgramRun
    private let ports: [String: Int]

    /// Returns when the server listens.
    ///
    /// - Parameters:
    ///   - nextHop: a port of 127.0.0.1 to which mail goes.
    ///   - mailbox: decides who may log in, and gets bounces.
    public init(_ sort: Sort, _ certificates: TestCertificates, nextHop: Int, mailbox: IMAPTestServer) async throws {
        self.sort = sort
        let packages = Program.repository.appending(path: ".build/mail-servers").path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: "\(packages)/unpacked") else {
            throw DeadlinePassed(description: "the mail servers have not been unpacked into \(packages); run: make deps-test")
        }
        scratch = try ScratchDirectory(sort.rawValue)
        let arguments =
            ["-eu", Program.script("start-mail-server.sh"), sort.rawValue, packages, certificates.good.certificate, certificates.good.key]
            + [IMAPTestServer.user, IMAPTestServer.password] + [nextHop, mailbox.lmtpPort, mailbox.authPort].map(String.init)
        // More than any of the servers needs.
        let free = try (0..<24).map { _ in String(try FreePort.find()) }.joined(separator: " ")
        run = try ProgramRun.start(
            Program(path: "/bin/sh"), arguments, environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PORTS": free], input: .open,
            directory: scratch.path)
        do {
            try await run.waitUntil("\(sort) listens", within: .seconds(300)) { $0.standardOutput.hasSuffix("\n") }
        } catch {
            throw DeadlinePassed(description: "\(error)\n\((try? scratch.text("starting")) ?? "")\n\((try? scratch.text("log")) ?? "")")
        }
        let named = run.standardOutput.split(whereSeparator: \.isWhitespace).map { $0.split(separator: "=") }
        ports = Dictionary(named.compactMap { pair in pair.count == 2 ? Int(pair[1]).map { (String(pair[0]), $0) } : nil }) { $1 }
    }

    deinit { run.terminate() }

    public func url(_ way: String) throws -> String {
        guard let port = ports[way] else { throw DeadlinePassed(description: "\(sort) has no port for \"\(way)\"") }
        return "smtp://127.0.0.1:\(port)"
    }

    public var log: String { (try? scratch.text(sort == .exim ? "mainlog" : "log")) ?? "" }
}
