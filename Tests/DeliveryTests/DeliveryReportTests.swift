import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("Reading delivery reports") struct DeliveryReportTests {
    static let id = "8f14e45f-ceea-467f-a0e6-0f0f5b2b2b2b@perspectief.example"

    private func read(_ mail: String) -> DeliveryReport? { DeliveryReport(mail: [UInt8](mail.utf8)) }

    static let reports: [(server: String, mail: String, status: String, reason: String)] = [
        ("Postfix", BouncedMail.postfix(id), "5.1.1", "550 5.1.1 <address> unknown"),
        ("Postfix with CRLF", BouncedMail.postfix(id).replacing("\n", with: "\r\n"), "5.1.1", "550 5.1.1 <address> unknown"),
        (
            "Postfix after five days", BouncedMail.postfix(id, status: "4.4.1", diagnostic: "X-Postfix; connect to mx: timed out"), "4.4.1",
            "4.4.1 X-Postfix; connect to mx: timed out"
        ),
        (
            "Exchange Online", BouncedMail.exchange(id), "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient <address> not found by SMTP address lookup"
        ),
        (
            "Google", BouncedMail.google(id), "5.2.2",
            "552-5.2.2 The recipient's inbox is out of storage space. 552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm a1-20 - gsmtp"
        ),
        (
            "Google without what was sent", BouncedMail.google(id, returnsHeader: false), "5.2.2",
            "552-5.2.2 The recipient's inbox is out of storage space. 552 5.2.2 https://support.google.com/mail/?p=OverQuotaPerm a1-20 - gsmtp"
        ),
    ]

    @Test("says which message it was, and why, without the address", arguments: reports.indices)
    func understood(index: Int) throws {
        let (server, mail, status, reason) = Self.reports[index]
        let report = try #require(read(mail), "\(server)")
        #expect(report.messageID == Self.id)
        #expect(report.status == status)
        #expect(report.reason == reason.replacing("X-Postfix; ", with: ""))
        #expect(report.digest.utf8.count == 64)
        #expect(report == read(mail))
        #expect(report.digest != read(mail + "\n")?.digest)
    }

    @Test("names neither the address nor the part before its @, in whatever form the server does")
    func noAddress() throws {
        let diagnostic = "smtp; 550 5.1.1 'IB' (ib@vlieger.example) <ib>: no such user ib."
        let report = try #require(read(BouncedMail.postfix(Self.id, diagnostic: diagnostic)))
        #expect(report.reason == "550 5.1.1 <address> <address> <address> no such user <address>")
    }

    static let others: [(what: String, mail: String)] = [
        ("a delay", BouncedMail.postfix(id, action: "delayed", status: "4.4.1")),
        ("a delivery", BouncedMail.postfix(id, action: "delivered", status: "2.0.0")),
        ("a relay", BouncedMail.postfix(id, action: "relayed", status: "2.0.0")),
        ("a failure with a status of success", BouncedMail.postfix(id, status: "2.1.5")),
        ("a status that is none", BouncedMail.postfix(id, status: "5.1")),
        ("an automatic answer", BouncedMail.autoReply(id)),
        ("a receipt", BouncedMail.postfix(id, type: "multipart/report; report-type=disposition-notification; boundary=\"4Z1x.1764/mx.example\"")),
        ("no report", BouncedMail.postfix(id, type: "multipart/mixed; boundary=\"4Z1x.1764/mx.example\"")),
        ("no boundary", BouncedMail.postfix(id, type: "multipart/report; report-type=delivery-status")),
        ("another boundary", BouncedMail.postfix(id, type: "multipart/report; report-type=delivery-status; boundary=x")),
        (
            "two types",
            BouncedMail.postfix(
                id, type: "multipart/report; report-type=delivery-status; boundary=\"4Z1x.1764/mx.example\"\nContent-Type: text/plain")
        ),
        ("no Message-ID", BouncedMail.postfix(id, returned: "Subject: Opvolging 1")),
        ("two Message-IDs", BouncedMail.postfix(id, returned: "Message-ID: <\(id)>\nMessage-ID: <x@y.example>")),
        ("a Message-ID that is none", BouncedMail.postfix(id, returned: "Message-ID: <a b>")),
        ("what is no header", BouncedMail.postfix(id, returned: "Message-ID <\(id)>")),
        ("nothing", ""), ("an empty line", "\n"), ("no header", "\n\nAction: failed"),
        ("huge", BouncedMail.postfix(id) + String(repeating: "x", count: 1 << 20)),
        ("many parts", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n" + String(repeating: "--x\n\n", count: 100_000)),
        ("a long line", "Content-Type: " + String(repeating: "multipart/report;", count: 50_000) + "\n\n"),
        ("folds without end", "Content-Type: multipart/report;" + String(repeating: "\n x", count: 200_000) + "\n\n"),
    ]

    @Test("takes no other mail for one", arguments: others.indices)
    func refused(index: Int) { #expect(read(Self.others[index].mail) == nil, "\(Self.others[index].what)") }

    @Test("survives every cut and every wrong byte, and then says what it said or nothing", arguments: [0, 3, 4])
    func damaged(index: Int) throws {
        let bytes = [UInt8](Self.reports[index].mail.utf8)
        var chance = SeededGenerator(state: 7)
        for length in stride(from: 0, to: bytes.count, by: 7) {
            let report = DeliveryReport(mail: Array(bytes[..<length]))
            #expect(report == nil || report?.messageID == Self.id)
        }
        for _ in 0..<300 {
            var wrong = bytes
            for _ in 0..<3 { wrong[Int.random(in: 0..<wrong.count, using: &chance)] = .random(in: 0...255, using: &chance) }
            let report = DeliveryReport(mail: wrong)
            #expect(report.map { $0.reason.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 > 0x7F } && !$0.reason.contains("@") } ?? true)
        }
    }
}

@Suite("The mailbox with delivery reports", .serialized) struct BounceMailboxTests {
    private let certificates: TestCertificates

    init() async throws { certificates = try await TestCertificates.shared() }

    private func mailbox(_ server: IMAPTestServer, password: String = IMAPTestServer.password, folder: String = "INBOX") throws -> BounceMailbox {
        try BounceMailbox(
            IMAPServer(
                url: server.url, login: .password(username: IMAPTestServer.user, password: password), folder: folder, caFile: certificates.authority))
    }

    @Test("gives each mail that was not seen, whole, and again until it has been dealt with")
    func reads() async throws {
        let server = try await IMAPTestServer(certificates)
        let mailbox = try mailbox(server)
        #expect(try await mailbox.waiting() == [])
        let reports = [BouncedMail.postfix("a@x.example"), BouncedMail.exchange("b@x.example"), BouncedMail.autoReply("c@x.example")]
        for (number, mail) in reports.enumerated() {
            try server.deliver(mail, as: "\(number)")
            _ = try await mailbox.waiting()
        }
        let waiting = try await mailbox.waiting()
        #expect(waiting.count == 3)
        var ids: [String?] = []
        for mail in waiting { ids.append(try await mailbox.report(in: mail)?.messageID) }
        #expect(ids == ["a@x.example", "b@x.example", nil])
        // Reading them makes them seen; as long as they are not dealt with they wait, also for another of us.
        #expect(try server.flags == ["0": "FS", "1": "FS", "2": "FS"])
        #expect(try await self.mailbox(server).waiting() == waiting)
        try await mailbox.finish(waiting[0])
        try await mailbox.finish(waiting[2])
        #expect(try await mailbox.waiting() == [waiting[1]])
        #expect(try server.flags == ["0": "S", "1": "FS", "2": "S"])
    }

    @Test("leaves what is too large for a report alone")
    func large() async throws {
        let server = try await IMAPTestServer(certificates)
        try server.deliver(BouncedMail.postfix("a@x.example") + String(repeating: "x\n", count: 1 << 20), as: "0")
        #expect(try await mailbox(server).waiting() == [])
        #expect(try server.flags == ["0": ""])
    }

    @Test("says what is wrong, and no password")
    func wrong() async throws {
        let server = try await IMAPTestServer(certificates)
        func reason(_ mailbox: BounceMailbox) async -> String {
            do {
                _ = try await mailbox.waiting()
                return ""
            } catch { return "\(error)" }
        }
        let password = await reason(try mailbox(server, password: "verkeerd-9"))
        #expect(password.contains("refused the username or password of [bounce]") && !password.contains("verkeerd"), "\(password)")
        let folder = await reason(try mailbox(server, folder: "Nergens/Niet"))
        #expect(folder.contains("no folder \"Nergens/Niet\"") && folder.contains("[bounce] folder"), "\(folder)")
        let stranger = try BounceMailbox(
            IMAPServer(url: server.url, login: .password(username: IMAPTestServer.user, password: IMAPTestServer.password)))
        #expect(await reason(stranger).contains("no safe connection"))
        let port = try ClosedPort()
        let nobody = try BounceMailbox(IMAPServer(url: "imaps://127.0.0.1:\(port.port)", login: .password(username: "a", password: "b")))
        #expect(await reason(nobody).contains("no answer"))
        #expect(throws: TransportError.self) { try BounceMailbox(IMAPServer(url: "https://x", login: .password(username: "a", password: "b"))) }
    }

    @Test("is opened with a token too, which is fetched anew when it is refused")
    func token() async throws {
        let microsoft = try await Microsoft365TestServer(certificates, tokensOverTLS: false)
        let server = try await IMAPTestServer(certificates, tokenInfoURL: microsoft.tokenInfoURL)
        try server.deliver(BouncedMail.exchange("b@x.example"), as: "0")
        let tokens = try TokenSource(
            OAuthClient(tokenURL: microsoft.tokenURL, id: "x", secret: Microsoft365TestServer.secret, scope: "x"), clock: { .distantPast })
        let mailbox = try BounceMailbox(
            IMAPServer(url: server.url, login: .token(username: Microsoft365TestServer.mailbox, tokens), caFile: certificates.authority))
        let waiting = try await mailbox.waiting()
        #expect(waiting.count == 1, "\(server.log)")
        try microsoft.expireTokens(upTo: 1)
        #expect(try await mailbox.waiting() == waiting)
        #expect(try microsoft.tokenRequests.count == 2)
        try microsoft.closeMailbox()
        do {
            _ = try await mailbox.waiting()
            Issue.record("it was opened without a token")
        } catch {
            #expect("\(error)".contains("IMAP.AccessAsApp") && !"\(error)".contains("eyJ"), "\(error)")
        }
    }
}
