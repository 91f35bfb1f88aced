import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("Reading delivery reports") struct BounceReportTests {
    static let id = "8f14e45f-ceea-467f-a0e6-0f0f5b2b2b2b@perspectief.example"

    /// Of a mail that came back.
    private var address: MailAddress { get throws { try #require(MailAddress(BouncedMail.address)) } }

    private func read(_ mail: String) -> BounceReport? { Self.report(ReturnedMail(mail: [UInt8](mail.utf8))) }

    private static func report(_ mail: ReturnedMail) -> BounceReport? { if case .failure(let report) = mail { report } else { nil } }

    private static let postfixBoundary = "boundary=\"4Z1x.1764/mx.example\""

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
        ("no report-type", BouncedMail.postfix(id, type: "multipart/report; " + postfixBoundary), "5.1.1", "550 5.1.1 <address> unknown"),
        ("another type", BouncedMail.postfix(id, type: "multipart/mixed; " + postfixBoundary), "5.1.1", "550 5.1.1 <address> unknown"),
        (
            "a folded Message-ID", BouncedMail.postfix(id, returned: "Subject: Opvolging 1\nMessage-ID:\n\t<\(id)>\nDate: now"), "5.1.1",
            "550 5.1.1 <address> unknown"
        ),
        (
            "a header that is none between fields", BouncedMail.postfix(id, returned: "Message ID <x>\n y\nMessage-ID: <\(id)>"), "5.1.1",
            "550 5.1.1 <address> unknown"
        ),
        ("a status that is none", BouncedMail.postfix(id, status: "5.1"), "5.0.0", "550 5.1.1 <address> unknown"),
        ("nested, in base64", BouncedMail.nested(id), "4.4.7", "450 4.4.7 too old"),
        ("nested, quoted-printable", BouncedMail.nested(id, encoding: "quoted-printable"), "4.4.7", "450 4.4.7 too old"),
        ("sent on as an attachment", BouncedMail.attached(BouncedMail.postfix(id)), "5.1.1", "550 5.1.1 <address> unknown"),
        (
            "cut off", BouncedMail.exchange(id).components(separatedBy: "\r\nAction: none")[0], "5.1.10",
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient <address> not found by SMTP address lookup"
        ),
        ("Exim in plain text", BouncedMail.exim(id), "5.1.1", "550 5.1.1 <address> Recipient address rejected"),
        (
            "Exim, without its field", BouncedMail.exim(id).replacing("X-Failed-Recipients", with: "X-Other"), "5.1.1",
            "550 5.1.1 <address> Recipient address rejected"
        ),
        (
            "Exim, of a forwarded mail", BouncedMail.exim(id, of: "prive@thuis.example", forwardedFrom: BouncedMail.address), "5.1.1",
            "550 5.1.1 <address> Recipient address rejected"
        ),
        ("qmail", BouncedMail.qmail(id), "5.1.1", "Remote host said: 550 sorry, no mailbox here by that name (#5.1.1)"),
        (
            "Exchange in plain text", BouncedMail.exchangeText(id), "5.1.10",
            "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup'"
        ),
        ("Gmail in plain text", BouncedMail.gmailText(id), "5.2.2", "552 5.2.2 Mailbox full"),
        ("sendmail", BouncedMail.sendmail(id), "5.1.1", "(reason: 550 5.1.1 <address> User unknown)"),
    ]

    @Test("says which message it was, and why, without the address", arguments: reports.indices)
    func understood(index: Int) throws {
        let (server, mail, status, reason) = Self.reports[index]
        let report = try #require(read(mail), "\(server)")
        #expect(report.messageIDs.contains(Self.id), "\(server)")
        let failure = try #require(report.failure(of: address), "\(server)")
        #expect(failure.status == status, "\(server)")
        #expect(failure.reason == reason.replacing("X-Postfix; ", with: ""), "\(server)")
        #expect(report.digest.utf8.count == 64)
        #expect(report == read(mail))
        #expect(report.digest != read(mail + "\n")?.digest)
        // What lies in between may have changed the ends of its lines.
        #expect(read(mail.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n"))?.failures == report.failures)
    }

    @Test("names neither the address nor the part before its @, in whatever form the server does")
    func noAddress() throws {
        let diagnostic = "smtp; 550 5.1.1 'IB' (ib@vlieger.example) <ib>: no such user ib."
        let report = try #require(read(BouncedMail.postfix(Self.id, diagnostic: diagnostic)))
        #expect(report.failures.map(\.reason) == ["550 5.1.1 <address> <address> <address> no such user <address>"])
    }

    static let delays: [(what: String, mail: String)] = [
        ("a delay", BouncedMail.postfix(id, action: "delayed", status: "4.4.1")),
        ("a delivery", BouncedMail.postfix(id, action: "delivered", status: "2.0.0")),
        ("a relay", BouncedMail.postfix(id, action: "relayed", status: "2.0.0")),
        ("a delay in plain text", BouncedMail.eximDelay(id)),
    ]

    @Test("knows a delay and a delivery as such, for which there is nothing to do", arguments: delays.indices)
    func delayed(index: Int) {
        #expect(ReturnedMail(mail: [UInt8](Self.delays[index].mail.utf8)) == .noFailure, "\(Self.delays[index].what)")
    }

    @Test("takes what was returned for what it is about, then what a field names, and what a text quotes last")
    func candidates() throws {
        let mail = BouncedMail.exchange(Self.id).replacing("In-Reply-To: <\(Self.id)>", with: "In-Reply-To: <eerder@perspectief.example>")
        #expect(try #require(read(mail)).messageIDs == [Self.id, "eerder@perspectief.example"])
        let two = BouncedMail.postfix(Self.id, returned: "Message-ID: <x@y.example>\nMessage-ID: <\(Self.id)>")
        #expect(try #require(read(two)).messageIDs == ["x@y.example", Self.id])
        // What we refer to in a mail of ours is another mail of ours, which arrived.
        let referring = BouncedMail.postfix(
            Self.id, returned: "References: <oud@perspectief.example>\nIn-Reply-To: <oud@perspectief.example>\nMessage-ID: <\(Self.id)>")
        #expect(try #require(read(referring)).messageIDs == [Self.id])
    }

    static let strangers: [(what: String, mail: String)] = [
        ("qmail", BouncedMail.qmail(id, of: "ander@vlieger.example")), ("Exim", BouncedMail.exim(id, of: "ander@vlieger.example")),
        ("Postfix", BouncedMail.postfix(id).replacing(BouncedMail.address, with: "ander@vlieger.example")),
        (
            "Postfix, two recipients",
            BouncedMail.postfix(id, action: "delayed").replacing(
                "Diagnostic-Code: ",
                with: "X-Code: x\n\nFinal-Recipient: rfc822; ander@vlieger.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: ")
        ),
    ]

    @Test("says of another address that it failed, and nothing of the one in the copy of the mail", arguments: strangers.indices)
    func otherAddress(index: Int) throws {
        let report = try #require(read(Self.strangers[index].mail))
        let other = try #require(MailAddress("ANDER@vlieger.example"))
        #expect(try report.failure(of: other) != nil && report.failure(of: address) == nil)
    }

    static let others: [(what: String, mail: String)] = [
        ("a failure with a status of success", BouncedMail.postfix(id, status: "2.1.5")),
        ("two actions", BouncedMail.postfix(id, action: "failed\nAction: delayed")),
        ("an automatic answer", BouncedMail.autoReply(id)),
        ("an automatic answer without a sender", "Return-Path: <>\n" + BouncedMail.autoReply(id)),
        (
            "an automatic answer that speaks of delivery",
            "Return-Path: <>\n" + BouncedMail.autoReply(id).replacing("Ik ben er", with: "Uw mail aan ib@vlieger.example is niet bezorgd. Ik ben er")
                + "\n> Message-ID: <\(id)>"
        ),
        ("an answer of a person", BouncedMail.reply(id)),
        ("a bounce that a person quotes", "From: ib@vlieger.example\n\n" + BouncedMail.qmail(id).replacing("\n", with: "\n> ")),
        (
            "a bounce that says that it is a delay as well",
            BouncedMail.exim(id).replacing("X-Failed-Recipients", with: "X-F").replacing("This is a perm", with: "It will be retried. This is a perm")
        ),
        (
            "a receipt",
            BouncedMail.postfix(id, type: "multipart/report; report-type=disposition-notification; " + postfixBoundary)
                .replacing("message/delivery-status", with: "message/disposition-notification")
        ),
        ("no boundary", BouncedMail.postfix(id, type: "multipart/report; report-type=delivery-status")),
        ("another boundary", BouncedMail.postfix(id, type: "multipart/report; report-type=delivery-status; boundary=x")),
        (
            "two types",
            BouncedMail.postfix(
                id, type: "multipart/report; report-type=delivery-status; boundary=\"4Z1x.1764/mx.example\"\nContent-Type: text/plain")
        ),
        ("no Message-ID", BouncedMail.postfix(id, returned: "Subject: Opvolging 1")),
        ("a Message-ID that is none", BouncedMail.postfix(id, returned: "Message-ID: <a b>")),
        ("what is no header", BouncedMail.postfix(id, returned: "Message-ID <\(id)>")),
        ("nothing", ""), ("an empty line", "\n"), ("no header", "\n\nAction: failed"),
        ("parts in parts without end", (0..<2000).map { "Content-Type: multipart/mixed; boundary=b\($0)\n\n--b\($0)\n" }.joined()),
        ("messages in messages without end", String(repeating: "Content-Type: message/rfc822\n\n", count: 30_000)),
        (
            "base64 in base64",
            "Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: base64\n\n" + String(repeating: "LS14Cg==", count: 1 << 16)
        ),
        ("text without end", "Return-Path: <>\n\n" + String(repeating: "could not be delivered a@b.example ", count: 30_000)),
        ("lines without end", "Return-Path: <>\n\n" + String(repeating: "not delivered @ @ @ a@b.example\n", count: 30_000)),
        ("many parts", "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n" + String(repeating: "--x\n\n", count: 100_000)),
        ("a long line", "Content-Type: " + String(repeating: "multipart/report;", count: 50_000) + "\n\n"),
        ("folds without end", "Content-Type: multipart/report;" + String(repeating: "\n x", count: 200_000) + "\n\n"),
    ]

    @Test("takes no other mail for one", arguments: others.indices)
    func refused(index: Int) {
        let start = ContinuousClock.now
        #expect(ReturnedMail(mail: [UInt8](Self.others[index].mail.utf8)) == .notUnderstood, "\(Self.others[index].what)")
        #expect(ContinuousClock.now - start < .seconds(20), "\(Self.others[index].what)")
    }

    @Test("reads a long mail as far as it goes, since what it reports stands first")
    func long() { #expect(read(BouncedMail.postfix(Self.id) + String(repeating: "x", count: 1 << 20)) != nil) }

    @Test("survives every cut and every wrong byte, and then says what it said or nothing", arguments: reports.indices)
    func damaged(index: Int) throws {
        let bytes = [UInt8](Self.reports[index].mail.utf8)
        var chance = SeededGenerator(state: 7)
        for length in stride(from: 0, to: bytes.count, by: 29) {
            let report = Self.report(ReturnedMail(mail: Array(bytes[..<length])))
            // Of one that was sent on, the report's own id may be all that is left.
            #expect(report == nil || report?.messageIDs.contains { [Self.id, "20261123070005.4Z1x@mx.example"].contains($0) } == true)
        }
        for _ in 0..<60 {
            var wrong = bytes
            for _ in 0..<3 { wrong[Int.random(in: 0..<wrong.count, using: &chance)] = .random(in: 0...255, using: &chance) }
            let reasons = Self.report(ReturnedMail(mail: wrong))?.failures.map(\.reason) ?? []
            #expect(reasons.allSatisfy { $0.utf8.allSatisfy { (0x20...0x7E).contains($0) || $0 > 0x7F } && !$0.contains("@") })
        }
    }
}
