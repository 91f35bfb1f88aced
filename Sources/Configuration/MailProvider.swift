/// A mail service that schools use, with its usual values.
enum MailProvider: String, CaseIterable {
    case microsoft365
    case googleRelay = "google-relay"
    /// Any other server.
    case none

    var url: String? {
        switch self {
        case .microsoft365: "smtp://smtp.office365.com:587"
        case .googleRelay: "smtp://smtp-relay.gmail.com:587"
        case .none: nil
        }
    }

    /// For reading delivery reports; nil when the configuration has to say it.
    var mailboxURL: String? { self == .microsoft365 ? "imaps://outlook.office365.com:993" : nil }

    /// Exchange Online refuses a fourth connection from the same mailbox.
    var connections: Int { self == .microsoft365 ? 3 : 2 }

    /// Exchange Online takes no more from a mailbox; Google asks its relay's customers to go slowly.
    var perMinute: Int { self == .googleRelay ? 60 : 30 }

    static let scope = "https://outlook.office365.com/.default"

    static func tokenURL(tenant: String) -> String { "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token" }
}
