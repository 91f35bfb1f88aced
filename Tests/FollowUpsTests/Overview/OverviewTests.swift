import Foundation
import Testing

@testable import FollowUps

/// Two schools in two regions with one director, who has a weekly digest, and a board that has an overview but no digest.
struct OverseenSchools {
    var digest = Digest.weekly(.monday)
    var absences: [Absence] = []
    var people: [Person] {
        [
            Person(id: "directie", name: "D", email: "d@s.example", deputy: "bestuur", digest: digest),
            Person(id: "bestuur", name: "B", email: "b@s.example"), Person(id: "ib", name: "IB", email: "ib@s.example", digest: .daily),
        ]
    }

    static let zuid = SchoolCalendar(clock: .amsterdam, holidays: [days("2027-02-13", "2027-02-21")])

    var rules: Ruleset {
        let roles: [RoleID: PersonID] = ["ib": "ib", "directie": "directie", "bestuur": "bestuur"]
        func kind(_ id: KindID, _ scope: Kind.Scope, counts: Bool = true) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "-", scope: scope, owner: .role("ib"), urgency: .normal, term: nil,
                countsForCase: counts, outcomes: [])
        }
        return Ruleset(
            catalogues: Catalogues(
                Catalogue(
                    kinds: [kind("hulp", .case), kind("controle", .case, counts: false), kind("training", .employee), kind("jaar", .school)],
                    roles: [
                        Role(id: "ib", title: LocalizedText(nl: "ib")),
                        Role(id: "directie", title: LocalizedText(nl: "directie"), getsOverview: true),
                        Role(id: "bestuur", title: LocalizedText(nl: "bestuur"), getsOverview: true),
                    ])),
            directory: Directory(
                clock: .amsterdam,
                schools: [
                    School(id: "n", name: "N", region: "noord", roles: roles, calendar: .noord),
                    School(id: "z", name: "Z", region: "zuid", roles: roles, calendar: Self.zuid),
                ], people: people), policies: Policies())
    }

    var planner: OverviewPlanner { rules.overviewPlanner(rules.planner(absences: absences)) }

    /// The instants at which overviews go, with the recipient, until an instant; nothing is missed.
    func overviews(from start: String, until end: String) -> [String] {
        var lines: [String] = []
        for first in planner.turns(from: at(start)) {
            var turn: ScheduledOverview? = first
            while let current = turn, current.nextAt < at(end) {
                let decision = planner.decide(current, at: current.nextAt)
                lines += decision.slots.map { "\(wall($0.sendAt)) \($0.recipient)" }
                turn = decision.next
            }
        }
        return lines
    }

    static func followUp(
        _ id: Int64, _ kind: KindID, due: String, school: SchoolID = "n", case code: String? = nil, employee: PersonID? = nil,
        urgency: Urgency = .normal
    ) -> FollowUp {
        FollowUp(
            id: id, kind: kind, school: school, caseCode: code.map { CaseCode($0) }, employee: employee, owner: .role("ib"), urgency: urgency,
            due: urgency == .acute ? .instant(at(due)) : .day(day(due)), openedAt: at("2026-09-01 09:00"),
            escalation: .init(startedAt: at("2026-09-01 09:00"), startedBy: "ib"))
    }

    /// On Monday 7 December 2026 at eight.
    func overview(_ facts: OverviewSnapshot, for reader: PersonID = "directie", of holders: [PersonID] = ["directie"]) -> Overview {
        let now = at("2026-12-07 08:00")
        return Overview(
            for: reader, of: holders.compactMap { rules.overviewScope(of: $0) }, from: facts, rules: rules,
            access: rules.planner(absences: []).access(at: now), at: now)
    }
}

@Suite("The overview")
struct OverviewTests {
    private let schools = OverseenSchools()

    @Test("a training and an evaluation are told of from eight weeks before the day on, and for as long as they are open")
    func soon() {
        let overview = schools.overview(
            OverviewSnapshot(followUps: [
                OverseenSchools.followUp(1, "training", due: "2027-02-01", employee: "juf"),
                OverseenSchools.followUp(2, "training", due: "2027-02-02", employee: "juf"),
                OverseenSchools.followUp(3, "training", due: "2026-11-02", school: "z", employee: "juf"),
                OverseenSchools.followUp(4, "jaar", due: "2027-02-01"), OverseenSchools.followUp(5, "jaar", due: "2027-02-02"),
                OverseenSchools.followUp(6, "hulp", due: "2026-12-08", case: "2026-1"),
            ]))
        #expect(overview.trainings.map(\.id) == [3, 1])
        #expect(overview.evaluations.map(\.id) == [4])
        #expect(overview.overdue.map(\.followUps) == [[3]])
    }

    @Test("what is overdue stands by school: the most urgent school first, and in it the most urgent follow-up")
    func overdue() {
        let overview = schools.overview(
            OverviewSnapshot(followUps: [
                OverseenSchools.followUp(1, "hulp", due: "2026-12-04", case: "2026-1"),
                OverseenSchools.followUp(2, "hulp", due: "2026-11-02", case: "2026-1"),
                OverseenSchools.followUp(3, "hulp", due: "2026-12-07", case: "2026-1"),
                OverseenSchools.followUp(4, "hulp", due: "2026-12-06", school: "z", case: "2026-2", urgency: .urgent),
                OverseenSchools.followUp(5, "hulp", due: "2026-12-07 07:59", school: "z", case: "2026-2", urgency: .acute),
            ]))
        #expect(overview.overdue.map(\.school) == ["z", "n"])
        #expect(overview.overdue.map(\.followUps) == [[5, 4], [2, 1]])
        #expect(overview.overdue.map(\.counts) == [[.acute: 1, .urgent: 1], [.normal: 2]])
        #expect(overview.overdue.map { wall($0.since) } == ["Mon 2026-12-07 00:00", "Tue 2026-11-03 00:00"])
    }

    @Test("a case stands still after four weeks in which nobody did anything, or when nothing is open that keeps it going; the silent come first")
    func unmoved() {
        func movement(_ code: String, _ instant: String) -> OverviewSnapshot.CaseChange {
            .init(code: CaseCode(code), school: "n", movedAt: at(instant))
        }
        let overview = schools.overview(
            OverviewSnapshot(
                followUps: [
                    OverseenSchools.followUp(1, "hulp", due: "2027-01-15", case: "2026-1"),
                    OverseenSchools.followUp(2, "hulp", due: "2027-01-14", case: "2026-1"),
                    OverseenSchools.followUp(3, "hulp", due: "2027-01-15", case: "2026-2"),
                    OverseenSchools.followUp(4, "controle", due: "2027-01-15", case: "2026-3"),
                ],
                cases: [
                    movement("2026-1", "2026-11-09 23:59"), movement("2026-2", "2026-11-10 00:00"), movement("2026-3", "2026-12-06 12:00"),
                ]))
        #expect(overview.unmovedCases.map(\.code.rawValue) == ["2026-3", "2026-1"])
        #expect(overview.unmovedCases.map(\.open) == [[], [2, 1]])
    }

    @Test("a case is left out for whoever is excluded from it, and for the deputy of somebody who is (promise 6)")
    func exclusion() {
        let facts = OverviewSnapshot(
            followUps: [1, 2].map { OverseenSchools.followUp($0, "hulp", due: "2026-11-02", case: "2026-\($0)") },
            cases: [1, 2].map { .init(code: CaseCode("2026-\($0)"), school: "n", movedAt: at("2026-10-01 09:00")) },
            people: [CaseCode("2026-1"): CasePeople(excluded: ["directie"]), CaseCode("2026-2"): CasePeople(excluded: ["juf"])])
        func codes(_ overview: Overview) -> [String] { overview.unmovedCases.map(\.code.rawValue) }
        #expect(codes(schools.overview(facts)) == ["2026-2"] && schools.overview(facts).overdue.map(\.followUps) == [[2]])
        #expect(codes(schools.overview(facts, for: "bestuur")) == ["2026-2"])
        #expect(schools.overview(facts, for: "juf").isEmpty)
        // The board looks after the schools itself and is not excluded.
        #expect(codes(schools.overview(facts, for: "bestuur", of: ["bestuur", "directie"])) == ["2026-1", "2026-2"])
        #expect(schools.overview(facts, for: "bestuur").standsInFor == ["directie"])
        #expect(schools.overview(facts).standsInFor == [])
    }

    @Test("other schools than one's own are not in it, and without a role that gets one there is none")
    func otherSchools() {
        let facts = OverviewSnapshot(followUps: [OverseenSchools.followUp(1, "jaar", due: "2026-11-02", school: "elsewhere")])
        #expect(schools.overview(facts).isEmpty)
        #expect(schools.rules.overviewScope(of: "ib") == nil)
        #expect(schools.rules.overviewScope(of: "directie")?.schools == ["n", "z"])
    }
}

@Suite("When overviews go")
struct OverviewPlannerTests {
    @Test("with a weekly digest on its day, with the first opening after a holiday, and one for all schools; without a digest not at all")
    func weekly() {
        // Noord is closed from 20 to 28 February, zuid from 13 to 21: there is always one open.
        #expect(
            OverseenSchools().overviews(from: "2027-02-08 08:00", until: "2027-03-08 08:00") == [
                "Mon 2027-02-08 08:00 directie", "Mon 2027-02-15 08:00 directie", "Mon 2027-02-22 08:00 directie", "Mon 2027-03-01 08:00 directie",
            ])
        // Easter Monday is free everywhere.
        #expect(OverseenSchools().overviews(from: "2027-03-23 08:00", until: "2027-04-04 08:00") == ["Tue 2027-03-30 08:00 directie"])
        #expect(OverseenSchools(digest: .none).overviews(from: "2027-02-08 08:00", until: "2027-03-08 08:00") == [])
        #expect(
            OverseenSchools(digest: .daily).overviews(from: "2027-03-24 09:00", until: "2027-03-31 09:00") == [
                "Thu 2027-03-25 08:00 directie", "Tue 2027-03-30 08:00 directie", "Wed 2027-03-31 08:00 directie",
            ])
    }

    @Test("whoever stands in gets it; when nobody is there it waits until somebody is, an hour at a time")
    func away() {
        var schools = OverseenSchools(absences: [Absence(person: "directie", days: days("2026-12-07", "2026-12-13"))])
        #expect(
            schools.overviews(from: "2026-12-07 08:00", until: "2026-12-15 08:00") == [
                "Mon 2026-12-07 08:00 bestuur", "Mon 2026-12-14 08:00 directie",
            ])
        schools.absences.append(Absence(person: "bestuur", days: days("2026-12-07", "2026-12-08")))
        #expect(
            schools.overviews(from: "2026-12-07 08:00", until: "2026-12-15 08:00") == [
                "Wed 2026-12-09 08:00 bestuur", "Mon 2026-12-14 08:00 directie",
            ])
    }

    @Test("what was missed for two weeks is one overview, in the window, and then it goes on as before")
    func downtime() throws {
        let planner = OverseenSchools().planner
        let first = try #require(planner.turns(from: at("2026-11-20 12:00")).first)
        #expect(wall(first.nextAt) == "Mon 2026-11-23 08:00")
        // The daemon is back on a Wednesday evening.
        let evening = planner.decide(first, at: at("2026-12-09 20:00"))
        #expect(evening.slots.isEmpty && evening.next.map { wall($0.nextAt) } == "Thu 2026-12-10 08:00")
        let missed = try #require(evening.next)
        #expect(missed.digestAt == first.digestAt)
        #expect(planner.turns(from: at("2026-12-09 20:00"), known: [first]).map { wall($0.nextAt) } == ["Thu 2026-12-10 08:00"])
        let morning = planner.decide(missed, at: at("2026-12-10 08:00"))
        #expect(morning.slots.map(\.recipient) == ["directie"])
        #expect(morning.next.map { wall($0.nextAt) } == "Mon 2026-12-14 08:00")
    }
}
