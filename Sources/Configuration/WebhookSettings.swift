import FollowUps

/// One `[[webhook]]`: a channel that people can be reached over.
public struct WebhookSettings: Sendable, Hashable {
    public let id: ChannelID
    /// `https`, or `http` to a loopback address.
    public let url: String
    /// The name of a file under `templates/webhook`, without `.json`.
    public let template: String
    /// Where the secret is that signs what is sent: a systemd credential of its last component's name, else the file of this path, resolved
    /// from the folder of the configuration file. Only a webhook that is switched off can do without.
    public let secretFile: String?
    /// Whether it may go to an address inside the organisation's own network.
    public let allowPrivate: Bool
    public let enabled: Bool
}
