/// A channel to people that posts to a URL.
public struct Webhook: Sendable, Hashable {
    public let id: ChannelID
    /// Its path may be a secret, so no message shows it.
    public let url: WebURL
    /// A file under `templates/webhook`, without `.json`.
    public let template: String
    /// The signing secret: a systemd credential of the path's last component, else the file at the path. Required
    /// unless the webhook is switched off.
    public let secretFile: String?
    /// Whether it may be in a private network.
    public let allowPrivate: Bool
    public let enabled: Bool

    public init(id: ChannelID, url: WebURL, template: String = "generic", secretFile: String? = nil, allowPrivate: Bool = false, enabled: Bool = true)
    {
        self.id = id
        self.url = url
        self.template = template
        self.secretFile = secretFile
        self.allowPrivate = allowPrivate
        self.enabled = enabled
    }
}
