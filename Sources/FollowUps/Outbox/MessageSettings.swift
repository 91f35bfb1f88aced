/// How an installation writes its messages.
public struct MessageSettings: Hashable, Sendable {
    /// Of webhooks; a mail is in the language of its recipient.
    public let language: Language
    public let detail: PrivacyLevel
    public let sender: Mailbox
    public let replyTo: Mailbox?
    /// Nil when there are no pages to link to.
    public let publicURL: WebOrigin?
    /// Nil when there is no second mail server.
    public let noticeMail: NoticeAddresses?
    public let webhookTemplates: [ChannelID: String]

    public init(
        language: Language, detail: PrivacyLevel, sender: Mailbox, replyTo: Mailbox? = nil, publicURL: WebOrigin? = nil,
        noticeMail: NoticeAddresses? = nil, webhookTemplates: [ChannelID: String] = [:]
    ) {
        self.language = language
        self.detail = detail
        self.sender = sender
        self.replyTo = replyTo
        self.publicURL = publicURL
        self.noticeMail = noticeMail
        self.webhookTemplates = webhookTemplates
    }
}

/// Sender and recipient of notices over the second mail server.
public struct NoticeAddresses: Hashable, Sendable {
    public let sender: Mailbox
    /// Nil for the operator's own address.
    public let recipient: MailAddress?

    public init(sender: Mailbox, recipient: MailAddress?) {
        self.sender = sender
        self.recipient = recipient
    }
}
