import FollowUps

/// Everything that the configuration and the catalogue say, as values of the domain.
public struct Settings: Sendable {
    /// The path of the configuration file as it was found.
    public let file: String
    public let service: ServiceSettings
    public let retention: Retention
    public let mail: MailSettings
    /// Nil when nobody reads delivery reports.
    public let bounce: BounceSettings?
    /// In the order of the file, those that are switched off included.
    public let webhooks: [WebhookSettings]
    public let watch: WatchSettings
    /// Nil when there are no pages.
    public let web: WebSettings?
    /// All that the files say about how follow-ups go. Its fingerprint changes when any byte of a file that was read changes (the configuration, the
    /// catalogue, the staff list, the holidays), and so may every next instant.
    public let rules: Rules
    /// What can be lived with but is not as somebody will have meant it; `opvolg check` shows it.
    public let warnings: [ConfigurationProblems.Problem]

    public var catalogue: Catalogue { rules.catalogue }
    public var directory: Directory { rules.directory }
    public var policies: Policies { rules.policies }
    public var fingerprint: String { rules.fingerprint }

    /// Reads a configuration file, and the catalogue, the staff list and the holidays that it names; throws all mistakes of them at once.
    public static func load(from file: String) throws(ConfigurationProblems) -> Settings {
        let reading = SettingsReading.read(file)
        guard let settings = reading.settings else { throw ConfigurationProblems(reading.problems) }
        return settings
    }
}
