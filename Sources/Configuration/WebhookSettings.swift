import FollowUps

/// One `[[webhook]]`: a channel to people.
public struct WebhookSettings: Sendable, Hashable {
    public let id: ChannelID
    /// `https`, or `http` to a loopback address.
    public let url: String
    /// A file under `templates/webhook`, without `.json`.
    public let template: String
    /// The signing secret: a systemd credential of the path's last component, else the file at the path. Required
    /// unless the webhook is switched off.
    public let secretFile: String?
    public let allowPrivate: Bool
    public let enabled: Bool
}
