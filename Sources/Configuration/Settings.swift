import FollowUps

public struct Settings: Sendable {
    public let file: String
    public let service: ServiceSettings
    public let retention: Retention
    public let backup: BackupSettings
    public let standby: StandbySettings
    public let mail: MailSettings
    /// The mailbox in which delivery reports are read; nil when nobody reads them.
    public let bounce: IMAPServer?
    /// In the order of the file, including those that are switched off.
    public let webhooks: [Webhook]
    public let watch: WatchSettings
    /// Nil when there are no pages.
    public let web: WebSettings?
    /// The rules for follow-ups. Their fingerprint changes with any byte of the configuration, catalogue, staff list or
    /// holidays, because every next instant may then change too.
    public let rules: Ruleset
    /// Of the files themselves.
    let fileWarnings: [ConfigurationProblems.Problem]
    /// Of the files, in their order.
    let catalogueFiles: [String]

    public var catalogues: Catalogues { rules.catalogues }
    public var directory: Directory { rules.directory }
    public var policies: Policies { rules.policies }
    public var fingerprint: String { rules.fingerprint }

    /// What works but is probably not meant; `opvolg check` shows it. Computed each time: commands that only look should not wait for it.
    public var warnings: [ConfigurationProblems.Problem] {
        fileWarnings + zip(catalogues.current, catalogueFiles).flatMap { catalogue, path in catalogue.shortcomings.map { .init($0, in: path) } }
    }

    public var messages: MessageSettings {
        var notices: NoticeAddresses?
        if case .mail(let mail)? = watch.noticeChannel { notices = NoticeAddresses(sender: mail.from, recipient: mail.to) }
        return MessageSettings(
            language: service.language, detail: service.detail, sender: mail.from, replyTo: mail.replyTo,
            publicURL: web?.publicURL, noticeMail: notices,
            webhookTemplates: Dictionary(webhooks.map { ($0.id, $0.template) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Reads a configuration file and all files that it names; throws all their mistakes at once.
    ///
    /// - Parameter tell: as for `LoadResult.read`.
    public static func load(from file: String, database tell: (String) -> Void = { _ in }) throws(ConfigurationProblems) -> Settings {
        let reading = LoadResult.read(file, database: tell)
        guard let settings = reading.settings else { throw ConfigurationProblems(reading.problems) }
        return settings
    }
}
