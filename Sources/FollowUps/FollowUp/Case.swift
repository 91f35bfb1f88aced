import Foundation

/// A dossier: known only by its code, and belonging to one school.
public struct Case: Hashable, Sendable {
    public let code: CaseCode
    public let school: SchoolID
    /// UTC instant.
    public let openedAt: Date
    /// UTC instant; nil while it is open.
    public let closedAt: Date?
    /// Who hears nothing of it (promise 6).
    public let excluded: Set<PersonID>
    /// Why it may not be purged, when it may not.
    public let hold: Hold?

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
        code: CaseCode, school: SchoolID, openedAt: Date, closedAt: Date? = nil, excluded: Set<PersonID> = [], hold: Hold? = nil
    ) {
        self.code = code
        self.school = school
        self.openedAt = openedAt
        self.closedAt = closedAt
        self.excluded = excluded
        self.hold = hold
    }

    public var isOpen: Bool { closedAt == nil }
}
