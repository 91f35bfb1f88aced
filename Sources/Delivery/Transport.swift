import FollowUps

/// Sends messages over one channel.
public protocol Transport: Sendable {
    /// How many messages it can have under way at once.
    var concurrency: Int { get }
    /// Tries once. Never throws: whatever happens is classified by what it obliges the caller to do next.
    func send(_ dispatch: Dispatch) async -> DeliveryResult
}

/// Why a transport cannot be made of its settings.
public enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
    case badURL(String)
    case unencrypted(host: String)
    case badSecret
    case noSecret(ChannelID)
    case badSender

    public var description: String {
        switch self {
        case .badURL(let url): "\"\(url)\" is no address that this can send to; it needs a scheme, a host and perhaps a port"
        case .unencrypted(let host): "mail or webhooks to \(host) would go over the network unencrypted; only a loopback address may do without TLS"
        case .badSecret: "a webhook secret has to be \"whsec_\" and then at least 24 bytes in base64"
        case .noSecret(let id): "webhook \"\(id)\" has no secret to sign with; give it a secret_file"
        case .badSender: "the sender's mail address cannot stand in an SMTP envelope; check [mail] from"
        }
    }
}
