import Foundation

/// Dovecot on 127.0.0.1, with TLS from the first byte, over a Maildir that the test fills and reads.
public final class IMAPTestServer: Sendable {
    public static let user = "terug@perspectief.example"
    public static let password = "terug-geheim-9"

    private let scratch: ScratchDirectory
    private let run: ProgramRun
    public let port: Int
    /// LMTP: mail servers deliver to INBOX here.
    public let lmtpPort: Int
    /// Mail servers ask here whether somebody may log in.
    public let authPort: Int

    /// Returns when the server listens.
    ///
    /// - Parameter tokenInfoURL: where it asks whose a token is; nil allows passwords only.
    public init(_ certificates: TestCertificates, tokenInfoURL: String? = nil) async throws {
        scratch = try ScratchDirectory("imap")
        (port, lmtpPort, authPort) = try (FreePort.find(), FreePort.find(), FreePort.find())
        run = try ProgramRun.start(
            Program(path: "/bin/sh"),
            ["-eu", Program.script("start-dovecot.sh"), certificates.good.certificate, certificates.good.key, Self.user, Self.password]
                + [tokenInfoURL].compactMap { $0 },
            environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "PORTS": "\(port) \(lmtpPort) \(authPort)"], input: .open,
            directory: scratch.path)
        try await run.waitUntil("Dovecot listens", within: .seconds(300)) { $0.standardOutput.hasSuffix("\n") }
    }

    deinit { run.terminate() }

    public var url: String { "imaps://127.0.0.1:\(port)" }
    public var log: String { (try? scratch.text("log")) ?? "" }

    /// Puts a mail into INBOX.
    public func deliver(_ mail: String, as name: String) throws {
        let file = scratch.file("mail/INBOX/new/\(name)")
        try Data(mail.utf8).write(to: URL(filePath: file))
        // Dovecot may not read what root writes.
        chmod(file, 0o666)
    }

    /// The mails in INBOX, in no particular order.
    public var mails: [Data] {
        get throws {
            try ["new", "cur"].flatMap { folder in
                try scratch.names(in: "mail/INBOX/\(folder)").map { try scratch.data("mail/INBOX/\(folder)/\($0)") }
            }
        }
    }

    /// By the name that a mail was delivered under: `S` seen, `F` flagged, empty when nobody has looked at it.
    public var flags: [String: String] {
        get throws {
            let names = try ["new", "cur"].flatMap { try scratch.names(in: "mail/INBOX/\($0)") }
            return Dictionary(
                names.map { name in
                    let parts = name.split(separator: ":2,", omittingEmptySubsequences: false)
                    return (String(parts[0]), parts.count > 1 ? String(parts[1].filter { "SF".contains($0) }) : "")
                }, uniquingKeysWith: { $1 })
        }
    }
}
