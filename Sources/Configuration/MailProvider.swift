import FollowUps

/// A mail service that schools use, with its usual values.
enum MailProvider: String, CaseIterable {
    case microsoft365
    case googleRelay = "google-relay"
    /// Any other server.
    case none

    var url: SMTPURL? {
        switch self {
        case .microsoft365: SMTPURL("smtp://smtp.office365.com:587")
        case .googleRelay: SMTPURL("smtp://smtp-relay.gmail.com:587")
        case .none: nil
        }
    }

    /// For reading delivery reports; nil when the configuration has to say it.
    var mailboxURL: IMAPURL? { self == .microsoft365 ? IMAPURL("imaps://outlook.office365.com:993") : nil }

    /// Exchange Online refuses a fourth connection from the same mailbox.
    var connections: Int { self == .microsoft365 ? 3 : 2 }

    /// Exchange Online takes no more from a mailbox; Google asks its relay's customers to go slowly.
    var perMinute: Int { self == .googleRelay ? 60 : 30 }

    static let scope = "https://outlook.office365.com/.default"

    /// Nil for a tenant that cannot be part of a URL.
    static func tokenURL(tenant: String) -> WebURL? { WebURL("https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token") }
}
