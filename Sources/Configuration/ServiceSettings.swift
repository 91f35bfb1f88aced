import FollowUps

/// `[service]`: where things are, and how the installation speaks.
public struct ServiceSettings: Sendable, Hashable {
    /// The path of the database, resolved from the folder of the configuration file.
    public let database: String
    /// The path of the folder with the templates and the catalogue, resolved likewise.
    public let templates: String
    /// The path of the staff list, resolved likewise; nil when there is none.
    public let people: String?
    public let clock: WallClock
    /// Of whoever asks for no other.
    public let language: Language
    public let detail: Detail
    /// What case codes look like.
    public let caseCodes: CaseCodePattern
}
