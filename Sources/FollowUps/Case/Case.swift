import Foundation

/// A dossier: known only by its code, and belonging to one school.
public struct Case: Hashable, Sendable {
    public let code: CaseCode
    public let school: SchoolID
    /// UTC instant.
    public let openedAt: Date
    /// UTC instant; nil while it is open.
    public let closedAt: Date?
    /// Who hears nothing of it, by name (promise 6).
    public let excluded: Set<PersonID>
    /// Who holds a role in this case only.
    public let holders: [RoleID: PersonID]
    /// Whom no role shuts out, because they opened what keeps it from others; whoever is excluded by name is excluded all the same.
    public let exempt: Set<PersonID>
    /// The kinds opened in it that change whose it is.
    public let openedKinds: Set<KindID>
    /// Who owns by name what is open in it.
    public let namedOwners: Set<PersonID>
    /// Why it may not be purged, when it may not.
    public let hold: Hold?
    /// The case in which what it is about was to be opened, had that not been kept from those who look after that one (rule 11).
    public let fromCase: CaseCode?

    /// A legal hold: however long ago it was closed, the case stays.
    public struct Hold: Hashable, Sendable {
        /// UTC instant.
        public let since: Date
        public let reason: String

        public init(since: Date, reason: String) {
            self.since = since
            self.reason = reason
        }
    }

    public init(
        code: CaseCode, school: SchoolID, openedAt: Date, closedAt: Date? = nil, excluded: Set<PersonID> = [], holders: [RoleID: PersonID] = [:],
        exempt: Set<PersonID> = [], openedKinds: Set<KindID> = [], namedOwners: Set<PersonID> = [], hold: Hold? = nil,
        fromCase: CaseCode? = nil
    ) {
        self.code = code
        self.school = school
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.excluded = excluded
        self.holders = holders
        self.exempt = exempt
        self.openedKinds = openedKinds
        self.namedOwners = namedOwners
        self.hold = hold
        self.fromCase = fromCase
    }

    public var isOpen: Bool { closedAt == nil }
}
