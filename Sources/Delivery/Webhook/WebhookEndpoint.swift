import FollowUps
import Foundation

public struct WebhookEndpoint: Sendable {
    public let id: ChannelID
    /// `https`, or `http` to a loopback address.
    public let url: String
    /// More than one while a secret is being replaced.
    public let secrets: [SigningSecret]
    public let caFile: String?
    /// Whether it may be in a private network.
    public let allowPrivate: Bool
    public let connectTimeout: TimeInterval
    public let timeout: TimeInterval

    public init(
        id: ChannelID, url: String, secrets: [SigningSecret], caFile: String? = nil, allowPrivate: Bool = false, connectTimeout: TimeInterval = 10,
        timeout: TimeInterval = 20
    ) {
        self.id = id
        self.url = url
        self.secrets = secrets
        self.caFile = caFile
        self.allowPrivate = allowPrivate
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }
}
