/// What mail servers mean by their refusals, as far as words and codes say.
///
/// The command that was refused says little: Postfix reports objections to the greeting, the client or the sender only
/// at RCPT (`smtpd_delay_reject`, its default), and so do others. So the order is: words that a server always uses in
/// one sense, the enhanced code, other words, the reply code.
///
/// Sources: IANA's "SMTP Enhanced Status Codes" registry (RFC 3463, 4954, 7293, 7372, 7505); RFC 5321, 7504; Postfix `smtpd_check.c`;
/// Exim's specification, "Access control lists", and its default configuration; sendmail's `cf/README`; qmail `qmail-smtpd.c`; OpenSMTPD
/// `smtp_session.c`; Microsoft, "Email non-delivery reports and SMTP errors in Exchange Online"; Google, "Gmail SMTP errors and codes".
enum RefusalTable {
    /// The command that was refused.
    enum Stage: Sendable {
        /// The greeting, EHLO, STARTTLS or the login.
        case session
        /// MAIL.
        case sender
        case recipient
        /// DATA, or the content.
        case content
    }

    static func subject(of answer: SMTPAnswer, at stage: Stage) -> RefusalSubject {
        // RFC 1870, whichever command it answers: about this message, or about all of ours where a server takes little.
        if isAboutSize(answer) { return .unclear }
        if answer.code == 552 { return .recipient }
        let found = subject(of: answer)
        switch stage {
        case .session, .sender:
            // No recipient has been named yet, so every other mail would fare the same.
            if case .us = found { return found }
            return .us(answer.code < 500 ? .server : stage == .sender ? .sender : .blocked)
        // The syntax error may be in the address.
        case .recipient: return answer.code == 501 && answer.enhanced == nil ? .unclear : found
        case .content: return found
        }
    }

    private static func isAboutSize(_ answer: SMTPAnswer) -> Bool {
        if let code = answer.enhanced, "\(code.subject).\(code.detail)" == "3.4" { return true }
        let text = answer.text.lowercased()
        return [552, 554].contains(answer.code)
            && ["message size", "message too", "message file too big", "message is too"].contains { text.contains($0) }
    }

    private static func subject(of answer: SMTPAnswer) -> RefusalSubject {
        let text = answer.text.lowercased()
        if let found = first(of: fixedWords, in: text) { return found }
        let said = first(of: words, in: text)
        if let code = answer.enhanced, let found = subject(of: code) {
            // The code says that it is about us; what exactly, often only the words or the reply code do.
            guard case .us = found else { return found }
            return [said, replyCodes[answer.code]].lazy.compactMap { $0 }.first { if case .us = $0 { true } else { false } } ?? found
        }
        return said ?? replyCodes[answer.code] ?? .unclear
    }

    private static func first(of table: [(words: String, subject: RefusalSubject)], in text: String) -> RefusalSubject? {
        table.first { text.contains($0.words) }?.subject
    }

    // MARK: Words that say it whatever the code

    /// In lower case; the first match counts.
    static let fixedWords: [(words: String, subject: RefusalSubject)] = [
        // Temporary, and for each pair of sender and recipient.
        ("greylist", .recipient), ("graylist", .recipient), ("grey-list", .recipient), ("grey list", .recipient),
        // Postfix: the words before "rejected" say what it rejects; 504 5.5.2 alone could be any of the three.
        ("helo command rejected", .us(.greeting)), ("client host rejected", .us(.blocked)), ("sender address rejected", .us(.sender)),
        ("relay access denied", .us(.relay)), ("recipient address rejected: need fully-qualified", .recipient),
        // Exim, on several lines.
        ("sender verify failed", .us(.sender)), ("relay not permitted", .us(.relay)),
        // Exchange: a recipient that takes mail from some senders only, whatever else it says of authentication.
        ("resolver.rst.", .recipient), ("resolver.adr.", .recipient), ("storedrv.deliver", .recipient), ("submissionquotaexceeded", .us(.quota)),
    ]

    // MARK: Enhanced codes

    /// Nil when the code does not say.
    static func subject(of code: EnhancedCode) -> RefusalSubject? {
        if let found = enhancedCodes["\(code.subject).\(code.detail)"] { return found }
        switch (code.subject, code.detail) {
        // Protocol errors.
        case (5, 1...): return .us(.greeting)
        // Exchange Online: traffic, spam and banned addresses.
        case (7, 500...): return .us(.blocked)
        // Not now, because of a policy against us.
        case (7, 1...) where code.category == 4: return .us(.blocked)
        default: return nil
        }
    }

    /// By subject and detail. Servers give 1.0, 2.0, 3.0, 4.0, 5.0 and 7.1 for anything, so they are not here.
    static let enhancedCodes: [String: RefusalSubject] = [
        // Addresses: the recipient's, except 1.7 and 1.8.
        "1.1": .recipient, "1.2": .recipient, "1.3": .recipient, "1.4": .recipient, "1.5": .recipient, "1.6": .recipient, "1.9": .recipient,
        "1.10": .recipient, "1.7": .us(.sender), "1.8": .us(.sender), "1.90": .us(.quota),
        "2.1": .recipient, "2.2": .recipient, "2.3": .recipient, "2.4": .recipient, "2.252": .us(.sender),
        "3.1": .us(.server), "3.2": .us(.server), "3.3": .us(.server), "3.5": .us(.server),
        // Routing to the recipient's server, except congestion, which Google uses for its daily limits.
        "4.1": .recipient, "4.3": .us(.server), "4.4": .recipient, "4.5": .us(.quota), "4.6": .recipient, "4.7": .recipient,
        "4.14": .recipient, "4.310": .recipient, "4.316": .recipient,
        "7.0": .us(.blocked), "7.2": .recipient, "7.3": .us(.login), "7.4": .us(.login), "7.5": .us(.login), "7.6": .us(.login), "7.7": .us(.login),
        "7.8": .us(.login), "7.9": .us(.login), "7.10": .us(.encryption), "7.11": .us(.encryption), "7.13": .us(.login), "7.14": .us(.login),
        "7.15": .us(.quota), "7.17": .recipient, "7.18": .recipient, "7.19": .recipient,
        // What a message is signed with, and where it comes from (RFC 7372, 7505 and 8616's registry).
        "7.20": .us(.blocked), "7.21": .us(.blocked), "7.22": .us(.blocked), "7.23": .us(.blocked), "7.24": .us(.blocked), "7.25": .us(.blocked),
        "7.26": .us(.blocked), "7.27": .us(.sender), "7.28": .us(.quota), "7.29": .us(.blocked), "7.30": .us(.encryption),
        // Exchange: relaying, and whom a login may send as.
        "7.51": .us(.relay), "7.54": .us(.relay), "7.57": .us(.login), "7.60": .us(.sender), "7.64": .us(.relay), "7.139": .us(.login),
        // Exchange: recipients that take mail from some senders only.
        "7.12": .recipient, "7.124": .recipient, "7.129": .recipient, "7.130": .recipient, "7.133": .recipient, "7.134": .recipient,
        "7.135": .recipient, "7.136": .recipient, "7.193": .recipient,
    ]

    // MARK: Other words

    /// In lower case; the first match counts.
    static let words: [(words: String, subject: RefusalSubject)] = [
        // The recipient. Before the words about us, because "access denied" may follow.
        ("recipient address rejected: user unknown", .recipient), ("recipient address rejected: undeliverable", .recipient),
        ("recipient address rejected: unverified", .recipient), ("recipient address rejected: domain not found", .recipient),
        ("user unknown", .recipient), ("unknown user", .recipient), ("no such user", .recipient), ("no such recipient", .recipient),
        ("no such mailbox", .recipient), ("no mailbox here", .recipient), ("mailbox unavailable", .recipient), ("mailbox not found", .recipient),
        ("disk is full", .us(.server)), ("is full", .recipient), ("mailbox full", .recipient), ("mailbox is disabled", .recipient),
        ("mailbox disabled", .recipient),
        ("over quota", .recipient), ("overquota", .recipient), ("exceeded storage", .recipient), ("out of storage", .recipient),
        ("account is disabled", .recipient), ("account has been disabled", .recipient), ("user disabled", .recipient),
        ("recipient not found", .recipient), ("unknown recipient", .recipient), ("recipient unknown", .recipient),
        ("invalid mailbox", .recipient), ("address unknown", .recipient), ("unrouteable address", .recipient),
        ("unroutable address", .recipient), ("undeliverable address", .recipient), ("does not exist", .recipient), ("doesn't exist", .recipient),
        ("user doesn't have", .recipient), ("too many hops", .recipient), ("not a valid recipient", .recipient), ("is receiving mail", .recipient),
        // OpenSMTPD: an unknown recipient, or one that it does not relay to.
        ("invalid recipient", .unclear),
        ("helo", .us(.greeting)), ("ehlo", .us(.greeting)), ("need fully-qualified hostname", .us(.greeting)),
        ("relaying", .us(.relay)), ("relay denied", .us(.relay)), ("to relay", .us(.relay)), ("not relay", .us(.relay)), ("mail relay", .us(.relay)),
        ("open relay", .us(.relay)), ("rcpthosts", .us(.relay)), ("for relay", .us(.relay)),
        ("starttls", .us(.encryption)), ("tls required", .us(.encryption)), ("without tls", .us(.encryption)), ("tls currently", .us(.encryption)),
        ("tls not available", .us(.encryption)), ("encryption", .us(.encryption)),
        ("unauthenticated", .us(.blocked)), ("authenticat", .us(.login)), ("auth first", .us(.login)), ("not logged in", .us(.login)),
        ("log in", .us(.login)),
        ("credentials", .us(.login)),
        ("not owned by", .us(.sender)), ("send as", .us(.sender)), ("sender address", .us(.sender)), ("envelope sender", .us(.sender)),
        ("sender envelope", .us(.sender)),
        ("sender rejected", .us(.sender)), ("sender denied", .us(.sender)), ("sender domain", .us(.sender)), ("invalid sender", .us(.sender)),
        ("badmailfrom", .us(.sender)), ("domain name required for sender", .us(.sender)),
        ("rate limit", .us(.quota)), ("rate exceeds", .us(.quota)), ("ratelimit", .us(.quota)), ("rate exceeded", .us(.quota)),
        ("sending limit", .us(.quota)),
        ("sending rate", .us(.quota)), ("limit exceeded", .us(.quota)), ("quota exceeded", .us(.quota)), ("exceeded your", .us(.quota)),
        ("too many connections", .us(.quota)), ("too many concurrent", .us(.quota)), ("too many messages", .us(.quota)),
        ("too many recipients", .us(.quota)), ("too much mail", .us(.quota)), ("too many", .us(.quota)), ("throttl", .us(.quota)),
        ("slow down", .us(.quota)),
        ("client host", .us(.blocked)), ("blocked", .us(.blocked)), ("blacklist", .us(.blocked)), ("blocklist", .us(.blocked)),
        ("block list", .us(.blocked)), ("black list", .us(.blocked)), ("dnsbl", .us(.blocked)), (" rbl", .us(.blocked)), ("spamhaus", .us(.blocked)),
        ("barracuda", .us(.blocked)), ("spamcop", .us(.blocked)), ("reverse dns", .us(.blocked)), ("reverse hostname", .us(.blocked)),
        ("ptr record", .us(.blocked)), ("banned", .us(.blocked)), ("reputation", .us(.blocked)), ("your access", .us(.blocked)),
        ("your host", .us(.blocked)), ("your ip", .us(.blocked)), ("spf", .us(.blocked)), ("dkim", .us(.blocked)), ("dmarc", .us(.blocked)),
        ("recipient address rejected", .unclear), ("access denied", .us(.blocked)),
        ("disk full", .us(.server)), ("insufficient system storage", .us(.server)), ("space shortage", .us(.server)),
        ("shutting down", .us(.server)), ("service not available", .us(.server)), ("service unavailable", .us(.server)),
    ]

    // MARK: Reply codes

    /// Codes that say it by themselves (RFC 5321, 4954, 3207, 7504). Servers give 450, 451, 452, 550, 553 and 554 for anything.
    static let replyCodes: [Int: RefusalSubject] = [
        421: .us(.server), 432: .us(.quota), 454: .us(.login), 455: .us(.greeting), 500: .us(.greeting), 501: .us(.greeting), 502: .us(.greeting),
        503: .us(.greeting), 504: .us(.greeting), 521: .us(.server), 523: .us(.encryption), 524: .us(.login), 525: .us(.login), 530: .us(.login),
        534: .us(.login), 535: .us(.login), 538: .us(.encryption), 551: .recipient, 555: .us(.greeting), 556: .recipient,
    ]
}
