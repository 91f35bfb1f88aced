import FollowUps

/// Why a transport cannot be made of its settings.
public enum TransportError: Error, Hashable, Sendable, CustomStringConvertible {
    case unencrypted(host: String)
    case badSecret
    case noSecret(ChannelID)
    case badPingURL
    case unencryptedPing

    public var description: String {
        switch self {
        case .unencrypted(let host): "mail or webhooks to \(host) would go over the network unencrypted; only a loopback address may do without TLS"
        case .badSecret: "a webhook secret has to be \"whsec_\" and then at least 24 bytes in base64"
        case .noSecret(let id): "webhook \"\(id)\" has no secret to sign with; give it a secret_file"
        case .badPingURL: "[watch] ping_url is no address to fetch; it needs https://, a host and a path"
        case .unencryptedPing: "[watch] ping_url would go over the network unencrypted; only a loopback address may do without TLS"
        }
    }
}
