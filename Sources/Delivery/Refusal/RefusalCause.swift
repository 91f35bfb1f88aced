/// What a server has against us, whoever a mail is for (promise 15).
enum RefusalCause: Hashable, Sendable, CaseIterable {
    /// The name in EHLO.
    case greeting
    case login
    case encryption
    case relay
    /// The address that the mail is from.
    case sender
    /// Too many messages, connections or recipients.
    case quota
    /// A blocklist or a policy, against this machine or its domain.
    case blocked
    /// A fault of the server itself.
    case server

    /// What is wrong and what the operator does, to stand after the server's name.
    var advice: String {
        switch self {
        case .greeting: "does not accept how it is greeted; set [mail] helo to this machine's full name"
        case .login: "wants a login that it accepts; check [mail] username and password_file"
        case .encryption: "takes no mail without TLS; leave out [mail] tls"
        case .relay: "does not pass on mail for us; check [mail] username and password_file, or have its administrator let this machine send"
        case .sender: "does not let us send as this sender; check [mail] from and bounce, or let this login send as it"
        case .quota: "takes no more mail from us for now; lower [mail] connections and per_minute if it stays so, or ask its administrator for more"
        case .blocked: "blocks mail from us; ask its administrator why"
        case .server: "takes no mail from anybody now"
        }
    }
}

enum RefusalSubject: Hashable, Sendable {
    case us(RefusalCause)
    /// This recipient, or this message.
    case recipient
    /// The answer does not say; the same answer to another recipient does.
    case unclear
}
