import Foundation

extension Overview {
    /// The overview of some scopes as one reader may see it, without cases that are kept from the reader or from the
    /// holder of every scope they lie in (promise 6).
    public init(for reader: PersonID, of scopes: [OverviewScope], from facts: OverviewSnapshot, rules: Ruleset, access: CaseAccess, at now: Date) {
        let (catalogues, directory) = (rules.catalogues, rules.directory)
        let clock = directory.clock
        let today = clock.day(of: now)

        func mayBeSeen(_ code: CaseCode?, at school: SchoolID) -> Bool {
            let scopes = scopes.filter { $0.schools.contains(school) }
            guard let people = code.flatMap({ facts.people[$0] }) else { return !scopes.isEmpty }
            return !access.isKept(from: reader, people, at: school) && scopes.contains { !access.isKept(from: $0.holder, people, at: school) }
        }
        func isSoon(_ followUp: FollowUp) -> Bool {
            followUp.due.day(clock) <= Self.soon.day(from: today, in: directory.calendar(of: followUp.school))
        }
        let open = facts.followUps.filter { mayBeSeen($0.caseCode, at: $0.school) }
        let soon = open.filter { $0.caseCode == nil && isSoon($0) }.sorted { ($0.due.overdueFrom(clock), $0.id) < ($1.due.overdueFrom(clock), $1.id) }
        schools = scopes.reduce(into: []) { $0.formUnion($1.schools) }
        standsInFor = Set(scopes.filter { $0.holder != reader }.flatMap(\.roles)).sorted()
        trainings = soon.filter { catalogues.scope(of: $0) == .employee }
        evaluations = soon.filter { [.school, .board].contains(catalogues.scope(of: $0)) }
        overdue = Dictionary(grouping: open.filter { $0.isOverdue(at: now, clock) }, by: \.school)
            .compactMap { OverdueSchool(school: $0, followUps: $1, clock) }.sorted(by: OverdueSchool.comesFirst)

        let byCase = Dictionary(grouping: open.filter { $0.caseCode != nil && catalogues.kind(of: $0)?.countsForCase != false }, by: \.caseCode)
        unmovedCases = facts.cases.filter { mayBeSeen($0.code, at: $0.school) }.compactMap { movement in
            let open = byCase[movement.code, default: []]
            let stillFrom = Self.stillness.day(from: clock.day(of: movement.movedAt), in: directory.calendar(of: movement.school))
            guard open.isEmpty || stillFrom <= today else { return nil }
            return UnmovedCase(code: movement.code, school: movement.school, movedAt: movement.movedAt, open: open.urgentFirst(clock).map(\.id))
        }.sorted { ($0.open.isEmpty ? 0 : 1, $0.movedAt, $0.code) < ($1.open.isEmpty ? 0 : 1, $1.movedAt, $1.code) }
    }
}

extension Overview.OverdueSchool {
    fileprivate init?(school: SchoolID, followUps: [FollowUp], _ clock: WallClock) {
        guard let since = followUps.map({ $0.due.overdueFrom(clock) }).min() else { return nil }
        self.school = school
        self.since = since
        counts = Dictionary(followUps.map { ($0.urgency, 1) }, uniquingKeysWith: +)
        self.followUps = followUps.urgentFirst(clock).map(\.id)
    }

    fileprivate static func comesFirst(_ one: Self, _ other: Self) -> Bool {
        for urgency in [Urgency.acute, .urgent] where one.counts[urgency] != other.counts[urgency] {
            return one.counts[urgency, default: 0] > other.counts[urgency, default: 0]
        }
        return (one.since, one.school) < (other.since, other.school)
    }
}

extension Catalogues {
    /// For a kind that has left its catalogue, by the follow-up's subject.
    fileprivate func scope(of followUp: FollowUp) -> Kind.Scope {
        kind(of: followUp)?.scope ?? (followUp.caseCode != nil ? .case : followUp.employee != nil ? .employee : .school)
    }
}

extension [FollowUp] {
    /// Acute before urgent before normal, then what was due first.
    fileprivate func urgentFirst(_ clock: WallClock) -> [FollowUp] {
        sorted { one, other in
            if one.urgency != other.urgency { return one.urgency > other.urgency }
            return (one.due.overdueFrom(clock), one.id) < (other.due.overdueFrom(clock), other.id)
        }
    }
}
