import FollowUps

/// What could be read of a configuration that may be wrong, and all its mistakes.
public struct LoadResult: Sendable {
    /// Nil when there is a problem.
    public let settings: Settings?
    /// Of the configuration, the staff list, the holidays and the catalogue, in that order.
    public let problems: [ConfigurationProblems.Problem]
    public let warnings: [ConfigurationProblems.Problem]
    /// The templates' folder; nil when the configuration could not be read at all.
    public let templates: String?
    /// Nil when any of it could not be read.
    public let catalogue: Catalogue?
    /// The catalogue's; nil when it has a mistake.
    let soundCatalogueFile: String?

    /// Where the catalogue works but falls short of the protocol's rules; empty while it has mistakes. `settings` has these among its warnings.
    public var shortcomings: [ConfigurationProblems.Problem] {
        guard let catalogue, let soundCatalogueFile else { return [] }
        return catalogue.shortcomings.map { .init($0, in: soundCatalogueFile) }
    }

    /// - Parameter tell: gets the path of the database as soon as it is known; not called when the file cannot be parsed.
    public static func read(_ file: String, database tell: (String) -> Void = { _ in }) -> LoadResult { SettingsReader.read(file, database: tell) }
}
