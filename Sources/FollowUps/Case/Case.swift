import Foundation

/// A case (dossier) of one school, known only by its code. See `CasePeople` for its people.
public struct Case: Hashable, Sendable {
    public let code: CaseCode
    public let school: SchoolID
    public let openedAt: Date
    public let closedAt: Date?
    public let excluded: Set<PersonID>
    public let holders: [RoleID: PersonID]
    public let exempt: Set<PersonID>
    /// The kinds opened in it that change who works on it.
    public let openedKinds: Set<KindID>
    public let namedOwners: Set<PersonID>
    public let hold: Hold?
    /// The case from which this own case was begun. The child's case has no link back, so it says nothing about staff.
    public let fromCase: CaseCode?
    /// The day on which whom it is about left the school; nil while that is not known.
    public let leftOn: Day?
    /// With which it began, or to which it was moved; nil for one that is older than versions are kept.
    public let catalogue: CatalogueVersion?

    /// A legal hold: the case is not purged, however long ago it was closed.
    public struct Hold: Hashable, Sendable {
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
        fromCase: CaseCode? = nil, leftOn: Day? = nil, catalogue: CatalogueVersion? = nil
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
        self.leftOn = leftOn
        self.catalogue = catalogue
    }

    public var isOpen: Bool { closedAt == nil }
}
