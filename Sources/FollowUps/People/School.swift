public struct School: Hashable, Sendable {
    public let id: SchoolID
    public let name: String
    public let region: String
    public let roles: [RoleID: PersonID]
    /// Who has a role's urgent and acute follow-ups during the school's holidays.
    public let holidayCover: [RoleID: PersonID]
    public let calendar: SchoolCalendar
    /// What it works by; nil for the first of the installation.
    public let catalogue: CatalogueID?

    public init(
        id: SchoolID, name: String, region: String, roles: [RoleID: PersonID], holidayCover: [RoleID: PersonID] = [:], calendar: SchoolCalendar,
        catalogue: CatalogueID? = nil
    ) {
        self.id = id
        self.name = name
        self.region = region
        self.roles = roles
        self.holidayCover = holidayCover
        self.calendar = calendar
        self.catalogue = catalogue
    }
}

/// A part in the protocol, such as `ib`, `directie` or `bestuur`.
public struct Role: Hashable, Sendable {
    public let id: RoleID
    public let title: LocalizedText
    /// Has its follow-ups at a school where nobody holds this role.
    public let fallback: RoleID?
    public let getsOverview: Bool
    /// What pages show its holder of the school beyond their own follow-ups.
    public let sees: SchoolPermission?
    /// What it lets its holder do at the school beyond their own follow-ups.
    public let may: Set<RoleRight>
    /// Whether pages want the school's account of whoever holds it or stands in: no mailed link signs them in.
    public let needsSchoolAccount: Bool

    /// - Parameter may: nil for what follows from `sees`.
    public init(
        id: RoleID, title: LocalizedText, fallback: RoleID? = nil, getsOverview: Bool = false, sees: SchoolPermission? = nil,
        may: Set<RoleRight>? = nil, needsSchoolAccount: Bool = false
    ) {
        self.id = id
        self.title = title
        self.fallback = fallback
        self.getsOverview = getsOverview
        self.sees = sees
        self.may = may ?? Self.rights(seeing: sees)
        self.needsSchoolAccount = needsSchoolAccount
    }
}
