import FollowUps

/// What could be read of a configuration that may be wrong, for whoever wants to hear of every mistake at once.
public struct SettingsReading: Sendable {
    /// Nil when there is a problem.
    public let settings: Settings?
    /// Of the configuration, the staff list, the holidays and the catalogue, in that order.
    public let problems: [ConfigurationProblems.Problem]
    /// Where the catalogue works and falls short of the rules of a protocol; `settings` is there all the same, with these among its warnings.
    public let shortcomings: [ConfigurationProblems.Problem]
    public let warnings: [ConfigurationProblems.Problem]
    /// The path of the templates' folder; nil when the configuration could not be read at all.
    public let templates: String?
    /// Nil when any of it could not be read.
    public let catalogue: Catalogue?

    /// Reads a configuration file, and what it names, as far as that goes.
    public static func read(_ file: String) -> SettingsReading { SettingsReader.read(file) }
}
