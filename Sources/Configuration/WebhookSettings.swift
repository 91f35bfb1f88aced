import FollowUps

/// One `[[webhook]]`: a channel that people can be reached over.
public struct WebhookSettings: Sendable, Hashable {
    public let id: ChannelID
    /// `https`, or `http` to a loopback address.
    public let url: String
    /// The name of a file under `templates/webhook`, without `.json`.
    public let template: String
    /// Where the secret is that signs what is sent; only a webhook that is switched off can do without.
    public let secretFile: SecretFile?
    public let enabled: Bool
}
