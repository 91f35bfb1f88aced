import Foundation
import TestSupport
import Testing

@Suite("Mail through a server", .serialized)
struct SMTPMailTests {
    static let password = "Geheim-wachtwoord-7"
    /// Monday 23 November 2026, eight o'clock in Amsterdam, and two school days before 7 December.
    static let monday = "2026-11-23 07:00:00"
    static let twoDaysBefore = "2026-12-03 07:00:00"
    static let title = "Café België: € 5 voor het reünieboek, één keer"

    /// Names with letters of every length in UTF-8.
    @Sendable static func named(_ text: String) -> String {
        text.replacing("\"IB De Vlieger\"", with: "\"Renée Ozoël (€)\"")
            .replacing("Opvolging <opvolging@perspectief.example>", with: "Zorgcoördinatie België <opvolging@perspectief.example>")
    }

    struct Way: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let isImplicit: Bool
        let byDaemon: Bool
        /// Or a file in the folder of the configuration.
        let hasCredential: Bool
    }

    static let ways = [
        Way(testDescription: "--once, STARTTLS, password file", isImplicit: false, byDaemon: false, hasCredential: false),
        Way(testDescription: "daemon, STARTTLS, credential", isImplicit: false, byDaemon: true, hasCredential: true),
        Way(testDescription: "daemon, TLS from the first byte, password file", isImplicit: true, byDaemon: true, hasCredential: false),
        Way(testDescription: "--once, TLS from the first byte, credential", isImplicit: true, byDaemon: false, hasCredential: true),
    ]

    @Test("both parts, subject, names and every header arrive, the second reminder in the first one's thread, and no secret shows", arguments: ways)
    func arrives(way: Way) async throws {
        let certificates = try await TestCertificates.shared()
        let server = try await SMTPTestServer(
            security: way.isImplicit ? .tls(certificates.good) : .startTLS(certificates.good), login: .init("opvolging", Self.password))
        let smtp = Edit.smtp(
            server, scheme: way.isImplicit ? "smtps" : "smtp", "ca_file = \"ca.pem\"", "username = \"opvolging\"", "password_file = \"smtp-password\""
        )
        let instance = try TestInstance(now: LifeTests.sunday, edit: { smtp(Self.named($0)) })
        try instance.scratch.write(String(contentsOfFile: certificates.authority, encoding: .utf8), to: "ca.pem")
        try instance.scratch.write(Self.password + "\n", to: way.hasCredential ? "credentials/smtp-password" : "smtp-password", mode: 0o600)
        for name in try ["reminder.txt", "escalation.txt"] + instance.scratch.names(in: "templates/mail/nl/kind").map({ "kind/\($0)" }) {
            let text = try instance.scratch.text("templates/mail/nl/\(name)").drop { $0 != "\n" }
            try instance.scratch.write("Opvolging {{id}}: één actie à € 5 vóór {{due}}\(text)", to: "templates/mail/nl/\(name)")
        }
        try await instance.add("taak", "--title", Self.title, "--case", "VL-2026-014", "--school", "vlieger", "--due", "2026-12-07")

        let environment = way.hasCredential ? ["CREDENTIALS_DIRECTORY": instance.scratch.file("credentials")] : [:]
        var said = ""
        if way.byDaemon {
            let daemon = try await instance.daemon(environment: environment)
            try await daemon.look(at: Self.monday)
            said += try String(contentsOfFile: "/proc/\(daemon.run.processIdentifier)/cmdline", encoding: .utf8)
            try await daemon.look(at: Self.twoDaysBefore)
            let result = try await daemon.stop()
            #expect(result.exitCode == 0)
            said += result.standardOutput + result.standardError
        } else {
            for instant in [Self.monday, Self.twoDaysBefore] {
                try instance.clock.move(to: instant)
                let result = try await ProgramRun.run(
                    .built("opvolgd"), ["--once"], environment: environment, directory: instance.scratch.path, clock: instance.clock)
                #expect(result.exitCode == 0, "\(result.standardError)")
                said += result.standardOutput + result.standardError
            }
        }

        let received = try server.messages
        #expect(received.map(\.recipients) == [["ib@vlieger.example"], ["ib@vlieger.example"]], "\(said)")
        #expect(received.allSatisfy { $0.overTLS && $0.user == "opvolging" && $0.sender == "opvolging@perspectief.example" })
        let messages = try await instance.messages()
        #expect(messages.map(\.message_id) == received.map(\.messageID))
        var mails: [ReadMail] = []
        for message in received { mails.append(try await MailReader.read(message.content)) }
        for (mail, message) in zip(mails, messages) { check(mail, message) }
        let (first, second) = (try #require(mails.first), try #require(mails.last))
        #expect(first.headers.map(\.name) == Self.headers)
        #expect(second.headers.map(\.name) == Self.headers.flatMap { $0 == "Message-ID" ? [$0, "In-Reply-To", "References"] : [$0] })
        #expect(second["References"] == first["Message-ID"])
        #expect(second["In-Reply-To"] == first["Message-ID"])
        #expect(second["Message-ID"] != first["Message-ID"])
        #expect(second.subject == first.subject)
        #expect(first["Date"] == "Mon, 23 Nov 2026 08:00:00 +0100")

        said += try await instance.run("message", "list").standardOutput + instance.run("status").standardOutput
        said += try await instance.run("history", "--format", "json").standardOutput
        let database = try instance.scratch.data("opvolg.db")
        for secret in [
            Self.password, Data(Self.password.utf8).base64EncodedString(), Data("\0opvolging\0\(Self.password)".utf8).base64EncodedString(),
        ] {
            #expect(!said.contains(secret))
            #expect(database.firstRange(of: Data(secret.utf8)) == nil)
        }
    }

    static let headers = [
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "X-Auto-Response-Suppress", "X-Opvolg-Follow-Ups", "Content-Language",
        "MIME-Version", "Content-Type",
    ]

    private func check(_ mail: ReadMail, _ message: MessageJSON) {
        #expect(mail.defects.isEmpty)
        #expect(mail.contentType == "multipart/alternative")
        #expect(mail.parts.map(\.contentType) == ["text/plain", "text/html"])
        #expect(mail.parts.map(\.charset) == ["utf-8", "utf-8"])
        #expect(mail["From"] == "Zorgcoördinatie België <opvolging@perspectief.example>")
        #expect(mail["To"] == "\"Renée Ozoël (€)\" <ib@vlieger.example>")
        #expect(mail.subject == "Opvolging 1: één actie à € 5 vóór ma 7 december")
        #expect(mail["Message-ID"] == "<\(message.message_id)>")
        #expect(mail["Auto-Submitted"] == "auto-generated")
        #expect(mail["X-Auto-Response-Suppress"] == "OOF, AutoReply, RN, NRN")
        #expect(mail["X-Opvolg-Follow-Ups"] == "1")
        for part in mail.parts {
            #expect(part.text.contains(Self.title))
            #expect(part.text.contains("VL-2026-014"))
        }
    }
}
