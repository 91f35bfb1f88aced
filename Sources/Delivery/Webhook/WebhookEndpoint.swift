import FollowUps
import Foundation

/// Where a webhook goes and how it is signed.
public struct WebhookEndpoint: Sendable {
    public let id: ChannelID
    /// `https`, or `http` to a loopback address.
    public let url: String
    /// More than one while a secret is being replaced.
    public let secrets: [SigningSecret]
    /// Certificates to trust instead of the system's.
    public let caFile: String?
    /// Whether it may be inside the organisation's own network.
    public let allowPrivate: Bool
    /// In seconds.
    public let connectTimeout: TimeInterval
    /// In seconds, for the whole request and its answer.
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
