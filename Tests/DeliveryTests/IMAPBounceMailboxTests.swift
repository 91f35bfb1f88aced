import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("The mailbox with delivery reports", .serialized) struct IMAPBounceMailboxTests {
    private let certificates: TestCertificates

    init() async throws { certificates = try await TestCertificates.shared() }

    private func mailbox(_ server: IMAPTestServer, password: String = IMAPTestServer.password, folder: String = "INBOX") throws -> IMAPBounceMailbox {
        try IMAPBounceMailbox(
            url: server.url, login: .password(username: IMAPTestServer.user, password: password), folder: folder, caFile: certificates.authority)
    }

    @Test("gives each mail that was not seen, whole, and again until it has been dealt with")
    func reads() async throws {
        let server = try await IMAPTestServer(certificates)
        let mailbox = try mailbox(server)
        #expect(try await mailbox.waiting().uids == [])
        let reports = [BouncedMail.postfix("a@x.example"), BouncedMail.exchange("b@x.example"), BouncedMail.autoReply("c@x.example")]
        for (number, mail) in reports.enumerated() {
            try server.deliver(mail, as: "\(number)")
            _ = try await mailbox.waiting()
        }
        let waiting = try await mailbox.waiting()
        #expect(waiting.uids.count == 3 && waiting.uidValidity > 0 && waiting.mailbox.contains(IMAPTestServer.user))
        var ids: [String?] = []
        for mail in waiting.uids {
            if case .failure(let report) = try await mailbox.read(mail) { ids.append(report.messageIDs.first) } else { ids.append(nil) }
        }
        #expect(ids == ["a@x.example", "b@x.example", nil])
        // Reading them makes them seen; as long as they are not dealt with they wait, also for another of us.
        #expect(try server.flags == ["0": "FS", "1": "FS", "2": "FS"])
        #expect(try await self.mailbox(server).waiting() == waiting)
        try await mailbox.finish(waiting.uids[0])
        try await mailbox.leaveUnread(waiting.uids[2])
        #expect(try await mailbox.waiting().uids == [waiting.uids[1], waiting.uids[2]])
        #expect(try server.flags == ["0": "S", "1": "FS", "2": ""])
    }

    @Test("reads no more of a large mail than can be of use")
    func large() async throws {
        let server = try await IMAPTestServer(certificates)
        try server.deliver(BouncedMail.postfix("a@x.example") + String(repeating: "x\n", count: 1 << 20), as: "0")
        let mailbox = try mailbox(server)
        let uid = try #require(try await mailbox.waiting().uids.first)
        guard case .failure(let report) = try await mailbox.read(uid) else {
            Issue.record("it was not understood")
            return
        }
        #expect(report.messageIDs == ["a@x.example"])
    }

    @Test("says what is wrong, and no password")
    func wrong() async throws {
        let server = try await IMAPTestServer(certificates)
        func reason(_ mailbox: IMAPBounceMailbox) async -> String {
            do {
                _ = try await mailbox.waiting()
                return ""
            } catch { return "\(error)" }
        }
        let password = await reason(try mailbox(server, password: "verkeerd-9"))
        #expect(password.contains("refused the username or password of [bounce]") && !password.contains("verkeerd"), "\(password)")
        let folder = await reason(try mailbox(server, folder: "Nergens/Niet"))
        #expect(folder.contains("no folder \"Nergens/Niet\"") && folder.contains("[bounce] folder"), "\(folder)")
        let stranger = try IMAPBounceMailbox(
            url: server.url, login: .password(username: IMAPTestServer.user, password: IMAPTestServer.password))
        #expect(await reason(stranger).contains("no safe connection"))
        let port = try ClosedPort()
        let nobody = try IMAPBounceMailbox(url: "imaps://127.0.0.1:\(port.port)", login: .password(username: "a", password: "b"))
        #expect(await reason(nobody).contains("no answer"))
        #expect(IMAPURL("https://x") == nil)
    }

    @Test("is opened with a token too, which is fetched anew when it is refused")
    func token() async throws {
        let microsoft = try await Microsoft365TestServer(certificates, tokensOverTLS: false)
        let server = try await IMAPTestServer(certificates, tokenInfoURL: microsoft.tokenInfoURL)
        try server.deliver(BouncedMail.exchange("b@x.example"), as: "0")
        let tokens = try TokenSource(
            tokenURL: microsoft.tokenURL, id: "x", secret: Microsoft365TestServer.secret, scope: "x", clock: { .distantPast })
        let mailbox = try IMAPBounceMailbox(
            url: server.url, login: .token(username: Microsoft365TestServer.mailbox, tokens), caFile: certificates.authority)
        let waiting = try await mailbox.waiting()
        #expect(waiting.uids.count == 1, "\(server.log)")
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
