import Foundation

/// What the digest of somebody who looks after schools adds to their own reminders: trainings, evaluations, what is overdue, and cases
/// without movement. It holds numbers, kinds, days and case codes; texts made of it name no employee (promise 9).
public struct Overview: Hashable, Sendable {
    /// What is overdue at one school.
    public struct OverdueSchool: Hashable, Sendable {
        public let school: SchoolID
        public let counts: [Urgency: Int]
        /// The UTC instant from which the oldest of them has been overdue.
        public let since: Date
        /// The most urgent first, then what has been overdue longest.
        public let followUps: [Int64]
    }

    /// An open case in which nobody has done anything for a while, or in which nothing is open.
    public struct UnmovedCase: Hashable, Sendable {
        public let code: CaseCode
        public let school: SchoolID
        /// The UTC instant at which somebody last did something.
        public let movedAt: Date
        /// What is open and keeps the case going, the most urgent first; empty when the case is silent.
        public let open: [Int64]
    }

    /// The schools that it is about.
    public let schools: Set<SchoolID>
    /// The roles that the reader has it for as somebody's deputy, in order.
    public let standsInFor: [RoleID]
    /// Follow-ups about employees that are overdue or due soon, what was due first first.
    public let trainings: [FollowUp]
    /// Follow-ups about a school itself that are overdue or due soon, what was due first first.
    public let evaluations: [FollowUp]
    /// One for each school at which anything is overdue, the most urgent first.
    public let overdue: [OverdueSchool]
    /// The silent ones first, then those without movement for longest.
    public let unmovedCases: [UnmovedCase]

    public var isEmpty: Bool { trainings.isEmpty && evaluations.isEmpty && overdue.isEmpty && unmovedCases.isEmpty }

    /// How long before its due day a training or an evaluation is told of: a course has to be found, and a meeting to be planned.
    public static let soon = Term(8, .weeks)
    /// How long a case may go without anybody doing anything: longer than the shorter terms of the protocol, well within the longer.
    public static let stillness = Term(4, .weeks)
}

/// The schools that one person has the overview of.
public struct OverviewScope: Hashable, Sendable {
    public let holder: PersonID
    public let roles: [RoleID]
    public let schools: Set<SchoolID>

    public init(holder: PersonID, roles: [RoleID], schools: Set<SchoolID>) {
        self.holder = holder
        self.roles = roles
        self.schools = schools
    }

    /// The scope of everybody who has one: who holds, at any school, a role that gets the overview, or to whom one falls.
    static func all(catalogue: Catalogue, directory: Directory) -> [PersonID: OverviewScope] {
        let wanted = catalogue.roles.filter(\.getsOverview).map(\.id)
        var found: [PersonID: (roles: Set<RoleID>, schools: Set<SchoolID>)] = [:]
        for school in directory.schools {
            for role in wanted {
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

/// How things stand at some schools, as the database has it.
public struct OverviewFacts: Sendable, Equatable {
    /// An open case, and the UTC instant at which a person last changed anything of it.
    public struct Movement: Hashable, Sendable {
        public let code: CaseCode
        public let school: SchoolID
        public let movedAt: Date

        public init(code: CaseCode, school: SchoolID, movedAt: Date) {
            self.code = code
            self.school = school
            self.movedAt = movedAt
        }
    }

    /// Everything that is open.
    public let followUps: [FollowUp]
    /// Every open case.
    public let cases: [Movement]
    /// Whose the cases are that are not everybody's as the roles of their school have it.
    public let people: [CaseCode: CasePeople]

    public init(followUps: [FollowUp], cases: [Movement] = [], people: [CaseCode: CasePeople] = [:]) {
        self.followUps = followUps
        self.cases = cases
        self.people = people
    }
}
