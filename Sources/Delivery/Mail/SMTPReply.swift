import CCurl
import FollowUps

/// What a mail server's answer means. It is read from the SMTP status, not from libcurl's code: a refusal after DATA comes as
/// `CURLE_WEIRD_SERVER_REPLY`, which could be anything.
struct SMTPReply {
    let outcome: CurlHandle.Outcome
    let server: String
    /// What must not be repeated in a reason.
    let hiding: [String]
    /// Whether the login was by a token, not a password.
    let usesToken: Bool

    init(outcome: CurlHandle.Outcome, server: String, hiding: [String], usesToken: Bool = false) {
        self.outcome = outcome
        self.server = server
        self.hiding = hiding
        self.usesToken = usesToken
    }

    /// Whether it was the login that was not good enough, so that another token may help; also when the server thinks so only later. It may say so
    /// in a challenge that is to be answered with nothing before the refusal comes (334), which libcurl 7.88 takes for the end.
    var refusesLogin: Bool {
        if outcome.code == CURLE_OK || outcome.contentWasSent { return false }
        if outcome.code == CURLE_LOGIN_DENIED { return outcome.status == 334 || outcome.status >= 500 }
        return [530, 535, 538].contains(outcome.status)
    }

    /// Whether the login went well, as far as is known.
    var isLoggedIn: Bool { outcome.code == CURLE_OK || outcome.contentWasSent }

    /// The connection ended while it was idle: with a dropped line, or with 421 (RFC 5321, section 3.8).
    var isLostConnection: Bool {
        switch outcome.code {
        case CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_GOT_NOTHING: outcome.status < 400 || outcome.status == 421
        default: outcome.status == 421
        }
    }

    var result: DeliveryResult {
        if outcome.code == CURLE_OK { return .accepted }
        if let own = aboutOurselves { return .unavailable(reason: own) }
        if outcome.contentWasSent { return afterContent }
        if let address = outcome.refusedAddress { return .unavailable(reason: "\(server): \(Reach.loopback.objection(to: address))") }
        switch outcome.code {
        case CURLE_LOGIN_DENIED where refusesLogin && usesToken: return .unavailable(reason: tokenRefusal)
        // With no refusal before it, this is about the answer to EHLO.
        case CURLE_LOGIN_DENIED where outcome.status < 400:
            return .unavailable(reason: "\(server) offers no login of a kind that opvolg knows (\(usesToken ? "XOAUTH2" : "PLAIN or LOGIN"))")
        case CURLE_LOGIN_DENIED where outcome.status < 500:
            return .unavailable(reason: "\(server) takes no logins now: \(reply)")
        case CURLE_LOGIN_DENIED:
            return .unavailable(reason: "\(server) refused the username or password: \(reply)")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CERTPROBLEM:
            return .unavailable(reason: "no safe connection to \(server): \(outcome.message.asReason(hiding: hiding))")
        case CURLE_USE_SSL_FAILED:
            return .unavailable(reason: "\(server) offers no STARTTLS, and mail is not sent without TLS")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT, CURLE_OPERATION_TIMEDOUT:
            return .unavailable(reason: "no answer from \(server): \(outcome.message.asReason(hiding: hiding))")
        default:
            return beforeContent
        }
    }

    /// All of the message went out: only the server can say what became of it.
    private var afterContent: DeliveryResult {
        switch outcome.status {
        // libcurl knows 250 only; the first digit says it all (RFC 5321, section 4.3.2).
        case 200..<300: .accepted
        case 400..<500: .refusedForNow(reason: reply, retryAfter: nil)
        case 500..<600: .refused(reason: reply)
        default: .unknown(reason: "\(server) gave no answer after it had the message: \(outcome.message.asReason(hiding: hiding))")
        }
    }

    /// The server had not all of the message, so it cannot have taken it.
    private var beforeContent: DeliveryResult {
        let isAboutRecipient = outcome.message.hasPrefix("RCPT") || outcome.message.hasPrefix("DATA")
        switch outcome.status {
        case 421: return .unavailable(reason: "\(server): \(reply)")
        case 530, 534, 535, 538:
            return .unavailable(reason: usesToken && refusesLogin ? tokenRefusal : "\(server) wants a login that it accepts: \(reply)")
        // Too large: that is about this message, whichever command it answers (RFC 1870).
        case 552: return .refused(reason: reply)
        case 400..<500: return isAboutRecipient ? .refusedForNow(reason: reply, retryAfter: nil) : .unavailable(reason: "\(server): \(reply)")
        // What refuses our greeting or our sender would refuse every other message too.
        case 500..<600: return isAboutRecipient ? .refused(reason: reply) : .unavailable(reason: "\(server): \(reply)")
        default:
            // Not even a greeting: nobody else's message would fare better.
            if outcome.replies.isEmpty { return .unavailable(reason: "no answer from \(server): \(outcome.message.asReason(hiding: hiding))") }
            return .refusedForNow(reason: "the connection to \(server) was lost: \(outcome.message.asReason(hiding: hiding))", retryAfter: nil)
        }
    }

    /// What the server has against us, not against this message or its recipient: every other message would meet the same.
    private var aboutOurselves: String? {
        // Too many connections, or too many messages at once (Exchange Online): a matter of minutes.
        if outcome.status == 432 { return reason("\(server) takes no more at once from this mailbox; lower [mail] connections if it stays so") }
        guard outcome.status >= 500, let code = enhancedCode else { return nil }
        switch code {
        case "5.7.60", "5.2.252":
            return reason("\(server) does not let this login send as the sender; grant it Send As, or change [mail] from or bounce")
        case "5.1.7", "5.1.8", "5.1.90", "5.7.501", "5.7.502", "5.7.503", "5.7.705", "5.7.708": return reason("\(server) takes no mail from us")
        case "5.2.0" where reply.contains("SubmissionQuotaExceeded"): return reason("\(server) takes no mail from us today")
        default: return nil
        }
    }

    /// The code of RFC 3463 that the answer begins with, such as `5.7.60`.
    private var enhancedCode: Substring? {
        let words = reply.split(separator: " ", maxSplits: 2)
        guard words.count > 1, words[0].prefix(3) == "\(outcome.status)" else { return nil }
        return words[1]
    }

    private var tokenRefusal: String {
        let advice =
            enhancedCode == "5.7.139"
            ? "let the administrator allow authenticated SMTP for the mailbox of [mail] from"
            : "check that the mailbox of [mail] from exists, allows authenticated SMTP and lets the application in (SMTP.SendAsApp and a service principal)"
        let words = "\(server) did not take the token; \(advice)"
        // In a challenge stands only that the token will not do, in base64.
        return outcome.status == 334 ? words : reason(words)
    }

    /// Long words of our own, and behind them as much of the server's as makes a line of 300 characters.
    private func reason(_ words: String) -> String { String("\(words): \(reply)".prefix(300)) }

    private var reply: String { outcome.decidingReply(hiding: hiding) ?? outcome.message.asReason(hiding: hiding) }
}
