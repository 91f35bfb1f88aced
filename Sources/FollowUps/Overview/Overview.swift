import Foundation

/// What the digest of somebody who looks after schools adds to their reminders. Texts made of it name no employee (promise 9).
public struct Overview: Hashable, Sendable {
    public struct OverdueSchool: Hashable, Sendable {
        public let school: SchoolID
        public let counts: [Urgency: Int]
        /// From when the oldest has been overdue.
        public let since: Date
        public let followUps: [Int64]
    }

    /// An open case that is silent, or in which nothing has happened for a while.
    public struct UnmovedCase: Hashable, Sendable {
        public let code: CaseCode
        public let school: SchoolID
        public let movedAt: Date
        /// What is open and counts, the most urgent first; empty when the case is silent.
        public let open: [Int64]
    }

    public let schools: Set<SchoolID>
    /// The roles for which the reader gets it as a deputy, in order.
    public let standsInFor: [RoleID]
    /// About employees, as `evaluations` are about schools: overdue or due soon, in order of due moment.
    public let trainings: [FollowUp]
    public let evaluations: [FollowUp]
    /// The most urgent school first.
    public let overdue: [OverdueSchool]
    /// Silent ones first, then those without movement for longest.
    public let unmovedCases: [UnmovedCase]

    public var isEmpty: Bool { trainings.isEmpty && evaluations.isEmpty && overdue.isEmpty && unmovedCases.isEmpty }

    /// How long before its due day a training or evaluation is shown: a course has to be found, a meeting planned.
    public static let soon = Term(8, .weeks)
    /// How long a case may go without movement: longer than the short terms of the protocol, well within the long ones.
    public static let stillness = Term(4, .weeks)
}

public struct OverviewScope: Hashable, Sendable {
    public let holder: PersonID
    public let roles: [RoleID]
    public let schools: Set<SchoolID>

    public init(holder: PersonID, roles: [RoleID], schools: Set<SchoolID>) {
        self.holder = holder
        self.roles = roles
        self.schools = schools
    }

    static func all(catalogues: Catalogues, directory: Directory) -> [PersonID: OverviewScope] {
        var found: [PersonID: (roles: Set<RoleID>, schools: Set<SchoolID>)] = [:]
        for school in directory.places {
            for role in catalogues.catalogue(at: school.id).roles.filter(\.getsOverview).map(\.id) {
                guard let holder = directory.holder(of: .role(role), at: school.id) else { continue }
                found[holder, default: ([], [])].roles.insert(role)
                found[holder, default: ([], [])].schools.insert(school.id)
            }
        }
        return Dictionary(
            uniqueKeysWithValues: found.map { holder, mine in
                (holder, OverviewScope(holder: holder, roles: mine.roles.sorted(), schools: mine.schools))
            })
    }
}

public struct OverviewSnapshot: Sendable, Equatable {
    /// An open case, and when a person last changed it.
    public struct CaseChange: Hashable, Sendable {
        public let code: CaseCode
        public let school: SchoolID
        public let movedAt: Date

        public init(code: CaseCode, school: SchoolID, movedAt: Date) {
            self.code = code
            self.school = school
            self.movedAt = movedAt
        }
    }

    public let followUps: [FollowUp]
    public let cases: [CaseChange]
    public let people: [CaseCode: CasePeople]

    public init(followUps: [FollowUp], cases: [CaseChange] = [], people: [CaseCode: CasePeople] = [:]) {
        self.followUps = followUps
        self.cases = cases
        self.people = people
    }
}
