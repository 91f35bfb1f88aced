/// A school, who holds its roles, and when it is in session.
public struct School: Hashable, Sendable {
    public let id: SchoolID
    public let name: String
    public let region: String
    public let roles: [RoleID: PersonID]
    /// Who has what is urgent or acute of a role during the school's holidays.
    public let holidayCover: [RoleID: PersonID]
    public let calendar: SchoolCalendar

    public init(
        id: SchoolID, name: String, region: String, roles: [RoleID: PersonID], holidayCover: [RoleID: PersonID] = [:], calendar: SchoolCalendar
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.roles = roles
        self.holidayCover = holidayCover
        self.calendar = calendar
    }
}

/// A part that somebody plays in the protocol: `ib`, `directie`, `bestuur`.
public struct Role: Hashable, Sendable {
    public let id: RoleID
    public let title: LocalizedText
    /// The role that has its follow-ups at a school where nobody holds this one.
    public let fallback: RoleID?
    /// Whether the digest of whoever holds it has the overview of their schools.
    public let getsOverview: Bool
    /// What the pages show of their school to whoever holds it; nil for nothing beside what is theirs.
    public let sees: SchoolSight?

    public init(id: RoleID, title: LocalizedText, fallback: RoleID? = nil, getsOverview: Bool = false, sees: SchoolSight? = nil) {
        self.id = id
        self.title = title
        self.fallback = fallback
        self.getsOverview = getsOverview
        self.sees = sees
    }
}
