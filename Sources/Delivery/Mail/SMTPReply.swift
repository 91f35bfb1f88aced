import CCurl
import FollowUps

/// What a mail server's answer means. Read from the SMTP status rather than libcurl's code: a refusal after DATA comes
/// as `CURLE_WEIRD_SERVER_REPLY`, which could be anything.
struct SMTPReply {
    let outcome: CurlHandle.Outcome
    let server: String
    let hiding: [String]
    let recipient: MailAddress?
    let usesToken: Bool

    init(outcome: CurlHandle.Outcome, server: String, recipient: MailAddress? = nil, hiding: [String], usesToken: Bool = false) {
        self.outcome = outcome
        self.server = server
        self.recipient = recipient
        self.hiding = hiding
        self.usesToken = usesToken
    }

    /// Whether the login was refused, so that another token may help; some servers say so only at a later command. Others
    /// send a challenge (334) that wants an empty answer before the refusal, and libcurl 7.88 takes that for the end.
    var refusesLogin: Bool {
        if outcome.code == CURLE_OK || outcome.contentWasSent { return false }
        if outcome.code == CURLE_LOGIN_DENIED { return outcome.status == 334 || outcome.status >= 500 }
        return [530, 535, 538].contains(outcome.status)
    }

    var isLoggedIn: Bool { outcome.code == CURLE_OK || outcome.contentWasSent }

    /// The server closed an idle connection, without a word or with 421 (RFC 5321, section 3.8).
    var isLostConnection: Bool {
        switch outcome.code {
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: outcome.status < 400 || outcome.status == 421
        default: outcome.status == 421
        }
    }

    /// The server takes no more messages over this connection, but does over another: OpenSMTPD says 452 after a hundred.
    var isFullConnection: Bool { outcome.status == 452 && stage == .sender }

    var result: DeliveryResult {
        if outcome.code == CURLE_OK { return .accepted }
        // libcurl accepts 250 only; the first digit decides (RFC 5321, section 4.3.2).
        if outcome.contentWasSent, (200..<300).contains(outcome.status) { return .accepted }
        if usesToken, refusesLogin { return .unavailable(reason: tokenRefusal) }
        if outcome.code == CURLE_LOGIN_DENIED { return .unavailable(reason: loginRefusal) }
        return answer.map(refusal) ?? withoutAnswer
    }

    /// What the server said when it took the message; nil when it did not.
    var acceptance: String? {
        guard result == .accepted else { return nil }
        return outcome.decidingReplies.joined(separator: " ").asReason(hiding: hiding)
    }

    // MARK: Refusals

    /// Nil when the last reply was no refusal.
    private var answer: SMTPAnswer? {
        SMTPAnswer(code: outcome.status, lines: outcome.decidingReplies, hiding: hiding, recipient: recipient)
    }

    private var stage: RefusalTable.Stage {
        if outcome.contentWasSent || outcome.message.hasPrefix("DATA") { return .content }
        return outcome.message.hasPrefix("RCPT") ? .recipient : outcome.message.hasPrefix("MAIL") ? .sender : .session
    }

    private func refusal(_ answer: SMTPAnswer) -> DeliveryResult {
        switch RefusalTable.subject(of: answer, at: stage) {
        case .us(let cause): .unavailable(reason: "\(server) \(cause.advice): \(answer.text)", toRecipient: stage == .recipient || stage == .content)
        case .recipient: answer.code < 500 ? .refusedForNow(reason: answer.text, retryAfter: nil) : .refused(reason: answer.text)
        case .unclear: .refusedAmbiguously(reason: answer.text, answer: AnswerPattern.of(answer.text), isForGood: answer.code >= 500)
        }
    }

    private var loginRefusal: String {
        switch outcome.status {
        // Without a refusal, the answer to EHLO offered nothing that we know.
        case ..<400: "\(server) offers no login of a kind that opvolg knows (\(usesToken ? "XOAUTH2" : "PLAIN or LOGIN"))"
        case ..<500: "\(server) \(unreadyForLogin): \(said)"
        default: "\(server) refused the username or password: \(said)"
        }
    }

    /// Too many logins at once is a quota, not a wrong password.
    private var unreadyForLogin: String {
        guard let answer, case .us(let cause) = RefusalTable.subject(of: answer, at: .session), cause == .quota else { return "takes no logins now" }
        return cause.advice
    }

    private var tokenRefusal: String {
        let advice =
            answer?.enhanced == EnhancedCode("5.7.139")
            ? "let the administrator allow authenticated SMTP for the mailbox of [mail] from"
            : "check that the mailbox of [mail] from exists, allows authenticated SMTP and lets the application in (SMTP.SendAsApp and a service principal)"
        let words = "\(server) did not take the token; \(advice)"
        // The challenge holds nothing more, and in base64.
        return outcome.status == 334 ? words : "\(words): \(said)"
    }

    // MARK: No answer

    private var withoutAnswer: DeliveryResult {
        if outcome.contentWasSent { return .unknown(reason: "\(server) gave no answer after it had the message: \(said)") }
        if let address = outcome.refusedAddress { return .unavailable(reason: "\(server): \(EgressPolicy.loopback.objection(to: address))") }
        switch outcome.code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM:
            return .unavailable(reason: "no safe connection to \(server): \(said)")
        case CURLE_USE_SSL_FAILED: return .unavailable(reason: "\(server) offers no STARTTLS, and mail is not sent without TLS")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT:
            return .unavailable(reason: "no answer from \(server): \(said)")
        // The server never stops talking, whatever it was asked.
        case _ where outcome.message.hasPrefix("Too large response"):
            return .unavailable(reason: "\(server) answers with more than can be read: \(said)")
        // Not even a greeting: any other message would fare the same.
        case _ where outcome.replies.isEmpty: return .unavailable(reason: "no answer from \(server): \(said)")
        // The message may be what breaks the server.
        default:
            let reason = "the connection to \(server) was lost: \(said)"
            return .refusedAmbiguously(reason: reason, answer: "connection lost", isForGood: false)
        }
    }

    /// The server's answer, else libcurl's words.
    private var said: String { answer?.text ?? outcome.message.asReason(hiding: hiding + [recipient?.text].compactMap { $0 }) }
}
