import FollowUps

public struct ServiceSettings: Sendable, Hashable {
    /// The list of school holidays that comes with the program, among the templates.
    public static let shippedHolidays = "schoolvakanties.csv"

    /// Paths are resolved from the folder of the configuration file.
    public let database: String
    /// The folder with the templates and the catalogue.
    public let templates: String
    public let people: String?
    public let holidays: String?
    public let clock: WallClock
    /// For people who have not chosen another.
    public let language: Language
    public let detail: PrivacyLevel
    public let caseCodes: CaseCodePattern
    /// The login names that may run a command in anybody's name; root and the service's own account may without standing here.
    public let actAs: [String]
}
