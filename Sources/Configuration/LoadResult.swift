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
    /// Those that could be read whole.
    public let catalogues: [Catalogue]
    /// With their files; empty while one has a mistake.
    private let sound: [(catalogue: Catalogue, path: String)]

    init(
        settings: Settings?, problems: [ConfigurationProblems.Problem], warnings: [ConfigurationProblems.Problem], templates: String?,
        catalogues: [Catalogue], shortcomings sound: [(catalogue: Catalogue, path: String)]
    ) {
        self.settings = settings
        self.problems = problems
        self.warnings = warnings
        self.templates = templates
        self.catalogues = catalogues
        self.sound = sound
    }

    /// Where a catalogue works but falls short of the protocol's rules; empty while it has mistakes. `settings` has these among its warnings.
    public var shortcomings: [ConfigurationProblems.Problem] {
        sound.flatMap { catalogue, path in catalogue.shortcomings.map { .init($0, in: path) } }
    }

    /// - Parameter tell: gets the path of the database as soon as it is known; not called when the file cannot be parsed.
    public static func read(_ file: String, database tell: (String) -> Void = { _ in }) -> LoadResult { SettingsReader.read(file, database: tell) }
}
