import FollowUps

/// `[service]`: where things are, and how the installation speaks.
public struct ServiceSettings: Sendable, Hashable {
    /// The list of school holidays that comes with the program, in the templates.
    public static let shippedHolidays = "schoolvakanties.csv"

    /// The path of the database, resolved from the folder of the configuration file.
    public let database: String
    /// The path of the folder with the templates and the catalogue, resolved likewise.
    public let templates: String
    /// The path of the staff list, resolved likewise; nil when there is none.
    public let people: String?
    /// The path of the list of school holidays; nil when there is none.
    public let holidays: String?
    public let clock: WallClock
    /// Of whoever asks for no other.
    public let language: Language
    public let detail: Detail
    /// What case codes look like.
    public let caseCodes: CaseCodePattern
}
