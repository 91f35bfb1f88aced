/// A mail service that schools have, with what is usual there.
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

    /// Where a mailbox is read; nil when that is for the configuration to say.
    var mailboxURL: String? { self == .microsoft365 ? "imaps://outlook.office365.com:993" : nil }

    /// The most connections at a time: Exchange Online refuses a fourth from the same mailbox.
    var connections: Int { self == .microsoft365 ? 3 : 2 }

    /// The most messages in a minute: Exchange Online takes no more from a mailbox, and Google asks its relay's customers to go slowly.
    var perMinute: Int { self == .googleRelay ? 60 : 30 }

    /// What a token is asked for, for sending and for reading.
    static let scope = "https://outlook.office365.com/.default"

    static func tokenURL(tenant: String) -> String { "https://login.microsoftonline.com/\(tenant)/oauth2/v2.0/token" }
}
