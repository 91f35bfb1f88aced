import FollowUps

/// Everything that the configuration and the catalogue say, as values of the domain.
public struct Settings: Sendable {
    /// The path of the configuration file as it was found.
    public let file: String
    public let service: ServiceSettings
    public let mail: MailSettings
    /// In the order of the file, those that are switched off included.
    public let webhooks: [WebhookSettings]
    public let directory: Directory
    public let policies: Policies
    public let catalogue: Catalogue
    /// Changes when any byte of a file that was read changes, and so may every next instant.
    public let fingerprint: String
    /// What can be lived with but is not as somebody will have meant it; `opvolg check` shows it.
    public let warnings: [ConfigurationProblems.Problem]

    /// Reads a configuration file and the catalogue that it names; throws all mistakes of both at once.
    public static func load(from file: String) throws(ConfigurationProblems) -> Settings {
        try SettingsReader.load(file)
    }
}
