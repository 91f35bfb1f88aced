import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

@Suite("What a refusal is about") struct RefusalTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let subject: RefusalSubject
        let stage: RefusalTable.Stage

        init(_ text: String, _ subject: RefusalSubject, at stage: RefusalTable.Stage = .recipient) {
            (testDescription, self.subject, self.stage) = (text, subject, stage)
        }

        /// Lines are set apart by ` / `.
        var answer: SMTPAnswer? {
            let lines = testDescription.components(separatedBy: " / ")
            let code = Int(testDescription.prefix(3)) ?? 0
            return SMTPAnswer(code: code, lines: lines, hiding: [], recipient: MailAddress("ib@school.example"))
        }
    }

    /// Postfix, which says all of this as an answer to RCPT.
    static let postfix = [
        Case("504 5.5.2 <server1>: Helo command rejected: need fully-qualified hostname", .us(.greeting)),
        Case("450 4.7.1 <server1>: Helo command rejected: Host not found", .us(.greeting)),
        Case("550 5.7.1 <localhost>: Helo command rejected: Access denied", .us(.greeting)),
        Case("554 5.7.1 <ib@school.example>: Relay access denied", .us(.relay)),
        Case("454 4.7.1 <ib@school.example>: Relay access denied", .us(.relay)),
        Case("553 5.7.1 <o@perspectief.example>: Sender address rejected: not owned by user jan", .us(.sender)),
        Case("553 5.7.1 <o@perspectief.example>: Sender address rejected: not logged in", .us(.sender)),
        Case("450 4.1.8 <o@nergens.example>: Sender address rejected: Domain not found", .us(.sender)),
        Case("504 5.5.2 <o>: Sender address rejected: need fully-qualified address", .us(.sender)),
        Case("554 5.7.1 <unknown[192.0.2.7]>: Client host rejected: Access denied", .us(.blocked)),
        Case("450 4.7.25 Client host rejected: cannot find your hostname, [192.0.2.7]", .us(.blocked)),
        Case("554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org", .us(.blocked)),
        Case("450 4.7.1 Error: too much mail from 192.0.2.7", .us(.quota), at: .sender),
        Case("421 4.7.0 server Error: too many connections from 192.0.2.7", .us(.quota), at: .session),
        Case("530 5.7.0 Must issue a STARTTLS command first", .us(.encryption), at: .sender),
        Case("535 5.7.8 Error: authentication failed", .us(.login), at: .session),
        Case("451 4.3.5 Server configuration error", .us(.server)), Case("452 4.3.1 Insufficient system storage", .us(.server)),
        Case("550 5.1.1 <ib@school.example>: Recipient address rejected: User unknown in relay recipient table", .recipient),
        Case("550 5.1.1 <ib@school.example>: Recipient address rejected: User unknown in local recipient table", .recipient),
        Case("504 5.5.2 <ib>: Recipient address rejected: need fully-qualified address", .recipient),
        Case("450 4.1.2 <ib@school.example>: Recipient address rejected: Domain not found", .recipient),
        Case("450 4.1.1 <ib@school.example>: Recipient address rejected: unverified address: timed out", .recipient),
        Case("450 4.2.0 <ib@school.example>: Recipient address rejected: Greylisted, see http://postgrey.example/", .recipient),
        Case("552 5.2.2 <ib@school.example>: Recipient address rejected: Mailbox is full", .recipient),
        // About each of ours where a server takes little.
        Case("552 5.3.4 Message size exceeds fixed limit", .unclear, at: .sender),
        Case("552 5.3.4 Error: message file too big", .unclear, at: .content),
        Case("554 5.7.1 <ib@school.example>: Recipient address rejected: Access denied", .unclear),
        Case("451 4.3.0 <ib@school.example>: Temporary lookup failure", .unclear),
        Case("554 5.7.1 Message rejected: spam", .unclear, at: .content),
    ]

    static let others = [
        // Exim says no enhanced codes, and uses several lines.
        Case("550 relay not permitted", .us(.relay)), Case("550 authentication required", .us(.login)),
        Case("501 Syntactically invalid HELO argument(s)", .us(.greeting), at: .session),
        Case("535 Incorrect authentication data", .us(.login), at: .session), Case("454 TLS currently unavailable", .us(.encryption), at: .session),
        Case("550-Verification failed for <o@nergens.example> / 550-Unrouteable address / 550 Sender verify failed", .us(.sender)),
        Case("550-rejected because 192.0.2.7 is in a black list at dnsbl.example / 550 see there", .us(.blocked)),
        Case("550 Unrouteable address", .recipient), Case("550 Unknown user", .recipient), Case("452 space shortage, please try later", .us(.server)),
        Case("552 Message size exceeds maximum permitted", .unclear, at: .sender), Case("552 exceeded storage allocation", .recipient),
        Case("451 Sender rate exceeds 10 messages per 1h", .us(.quota), at: .sender),
        Case("550 sender envelope address o@perspectief.example is locally blacklisted here", .us(.sender)),
        Case("550 mailbox for <ib@school.example> is full", .recipient), Case("452 disk is full", .us(.server)),
        Case("550 Administrative prohibition", .unclear), Case("501 <ib>: recipient address must contain a domain", .unclear),
        Case("451 Temporary local problem - please try later", .unclear),
        // OpenSMTPD.
        Case("530 5.5.1 Invalid command: Must issue an AUTH command first", .us(.login), at: .sender),
        Case("530 5.5.1 Invalid command: Must issue a STARTTLS command first", .us(.encryption), at: .sender),
        Case("550 Invalid recipient: <ib@school.example>", .unclear), Case("421 Too many errors", .us(.quota)),
        Case("554 5.3.4 Message too big for system: Transaction failed, message too big", .unclear, at: .content),
        // sendmail and qmail.
        Case("550 5.7.1 <ib@school.example>... Relaying denied", .us(.relay)),
        Case("553 5.5.4 <o>... Domain name required for sender address o", .us(.sender)),
        Case("553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", .us(.relay)),
        Case("550 sorry, no mailbox here by that name. (#5.1.1)", .recipient), Case("551 User not local; please try <x@y.example>", .recipient),
        // Exchange.
        Case("550 5.7.64 TenantAttribution; Relay Access Denied", .us(.relay)), Case("550 5.7.54 SMTP; Unable to relay recipient", .us(.relay)),
        Case("550 5.7.60 SMTP; Client does not have permissions to send as this sender", .us(.sender)),
        Case("530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM", .us(.login), at: .sender),
        Case("550 5.7.501 Access denied, spam abuse detected", .us(.blocked)), Case("550 5.1.8 Access denied, bad outbound sender", .us(.blocked)),
        Case("451 4.7.500 Server busy. Please try again later", .us(.blocked)), Case("432 4.3.2 STOREDRV; sender thread limit exceeded", .us(.quota)),
        Case("554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException", .us(.quota), at: .content),
        Case("550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found", .recipient),
        Case("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", .recipient),
        Case("550 5.7.1 RESOLVER.RST.AuthRequired; authentication required", .recipient), Case("552 5.2.2 Mailbox full", .recipient),
        Case("550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup", .recipient),
        // Google.
        Case("550-5.4.5 Daily SMTP relay sending limit exceeded. For more / 550 5.4.5 information visit Google", .us(.quota)),
        Case("550-5.7.1 Invalid credentials for relay [192.0.2.7]. The IP address you've / 550 5.7.1 registered", .us(.relay)),
        Case("550-5.7.26 This mail has been blocked because the sender is unauthenticated.", .us(.blocked), at: .content),
        Case("421-4.7.28 Gmail has detected an unusual rate of email / 421 4.7.28 from your IP", .us(.blocked)),
        Case("550-5.1.1 The email account that you tried to reach does not exist. Please try / 550 5.1.1 double-checking", .recipient),
        Case("450-4.2.1 The user you are trying to contact is receiving mail at a rate that / 450 4.2.1 prevents", .recipient),
        Case("452 4.2.2 The recipient's inbox is out of storage space", .recipient),
        // Nothing that tells.
        Case("550 no", .unclear), Case("550", .unclear), Case("450 later", .unclear), Case("554 5.0.0 no", .unclear), Case("550 5.7.1 no", .unclear),
        Case("550 5.7.1 no", .us(.sender), at: .sender), Case("554 no", .us(.blocked), at: .session), Case("450 later", .us(.server), at: .session),
        Case("550 5.1.1 no such user here", .us(.sender), at: .sender), Case("550 5.9.9 what is this", .unclear),
    ]

    @Test("is told by words that are always the same, the enhanced code, other words and the reply code", arguments: postfix + others)
    func table(test: Case) throws {
        let answer = try #require(test.answer)
        #expect(RefusalTable.subject(of: answer, at: test.stage) == test.subject, "\(answer)")
    }

    @Test("no entry of the tables stands in the shadow of an earlier one")
    func shadows() {
        for table in [RefusalTable.fixedWords, RefusalTable.words] {
            for (place, entry) in table.enumerated() {
                #expect(entry.words == entry.words.lowercased())
                let shadow = table[..<place].first { entry.words.contains($0.words) }
                #expect(shadow == nil || shadow?.subject != entry.subject, "\(entry.words) behind \(shadow?.words ?? "")")
            }
        }
    }

    static let texts: [(lines: [String], text: String)] = [
        (["550 5.1.1 <ib@school.example>: unknown"], "550 5.1.1 <address> unknown"),
        (
            ["550-5.1.1 The email account that you tried to reach", "550-5.1.1 does not exist.", "550 5.1.1 https://support.google.com"],
            "550 5.1.1 The email account that you tried to reach does not exist. https://support.google.com"
        ),
        (
            ["550-Verification failed", "550-Unrouteable address", "550 Sender verify failed"],
            "550 Verification failed Unrouteable address Sender verify failed"
        ),
        (["550 'IB' (ib) ib@SCHOOL.example moeder@elsewhere.example geheim-12"], "550 <address> <address> <address> <address> …"),
        (["550"], "550"), (["550-", "550 "], "550"), (["550 no\u{1B}[31m\u{7}"], "550 no [31m"),
    ]

    @Test("is kept with all its lines as one, without the address in any form, and without a secret", arguments: texts.indices)
    func text(index: Int) throws {
        let answer = try #require(
            SMTPAnswer(code: 550, lines: Self.texts[index].lines, hiding: ["geheim-12"], recipient: MailAddress("ib@school.example")))
        #expect(answer.text == Self.texts[index].text)
    }

    @Test("is the same for two recipients, whatever numbers and sessions are in it")
    func pattern() throws {
        func pattern(_ line: String, _ address: String) throws -> String {
            AnswerPattern.of(try #require(SMTPAnswer(code: 554, lines: [line], hiding: [], recipient: MailAddress(address))).text)
        }
        #expect(
            try pattern("554 5.7.1 <ib@a.example>: odd policy, session 1x4-77 at 12:01", "ib@a.example")
                == pattern("554 5.7.1 <directie@b.example>: odd policy, session 9a-2 at 12:02", "directie@b.example"))
        #expect(try pattern("554 5.7.1 odd", "ib@a.example") != pattern("554 5.7.0 odd", "ib@a.example"))
        #expect(AnswerPattern.of("teams answered 400") != AnswerPattern.of("teams answered 405"))
    }
}
