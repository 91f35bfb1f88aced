import Testing

@testable import FollowUps

@Suite("Finding somebody who can be reached")
struct RoutingTests {
    private func person(_ id: PersonID, deputy: PersonID? = nil, channels: [ChannelID] = [.mail]) -> Person {
        Person(id: id, name: id.rawValue, email: "\(id)@school.example", deputy: deputy, channels: channels)
    }

    private func route(
        _ people: [Person], holder: PersonID? = "a", absences: [Absence] = [], avoiding: Set<PersonID> = [], on date: String = "2026-12-07"
    ) -> String? {
        let school = School(
            id: "s", name: "S", region: "noord", roles: holder.map { ["ib": $0] } ?? [:], calendar: SchoolCalendar(clock: .amsterdam))
        let routing = Routing(directory: Directory(clock: .amsterdam, schools: [school], people: people), absences: absences)
        return routing.route(to: .role("ib"), at: "s", on: day(date), avoiding: avoiding).map { route in
            "\(route.person.id)" + (route.standsInFor.map { " for \($0)" } ?? "")
        }
    }

    private let chain: [Person] = [
        Person(id: "a", name: "A", email: "a@s.example", deputy: "b"), Person(id: "b", name: "B", email: "b@s.example", deputy: "c"),
        Person(id: "c", name: "C", email: "c@s.example", deputy: "a"),
    ]

    @Test("whoever holds the role gets it")
    func holder() {
        #expect(route(chain) == "a")
        #expect(route(chain, holder: nil) == nil)
    }

    @Test("a role that nobody holds at a school is its fallback's there, further on when that is empty too, and never runs in a ring")
    func fallbacks() {
        func school(_ id: SchoolID, _ roles: [RoleID: PersonID]) -> School {
            School(id: id, name: id.rawValue, region: "noord", roles: roles, calendar: SchoolCalendar(clock: .amsterdam))
        }
        let (with, without, none) = (
            school("with", ["leerkracht": "c", "ib": "a"]), school("without", ["ib": "a"]), school("none", ["bestuur": "b"])
        )
        let directory = Directory(
            clock: .amsterdam, schools: [with, without, none], people: chain,
            fallbacks: ["vakleerkracht": "leerkracht", "leerkracht": "ib", "x": "y", "y": "x"])
        let cases: [(RoleID, School, PersonID?)] = [
            ("leerkracht", with, "c"), ("vakleerkracht", with, "c"), ("leerkracht", without, "a"), ("vakleerkracht", without, "a"),
            ("leerkracht", none, nil), ("ib", none, nil), ("x", with, nil), ("directie", with, nil),
        ]
        for (role, school, expected) in cases { #expect(directory.holder(of: .role(role), at: school.id) == expected, "\(role) at \(school.id)") }
        #expect(directory.holder(of: .role("ib"), at: "elsewhere") == nil)
        #expect(directory.roles(of: "a", at: with) == ["ib"])
        #expect(directory.roles(of: "c", at: with) == ["leerkracht", "vakleerkracht"])
        #expect(directory.roles(of: "a", at: without) == ["ib", "leerkracht", "vakleerkracht"])
        #expect(directory.roles(fallingTo: "ib", at: with) == [])
        #expect(directory.roles(fallingTo: "ib", at: without) == ["leerkracht", "vakleerkracht"])
        #expect(directory.without([.mail]).holder(of: .role("leerkracht"), at: "without") == "a")
        #expect(Routing(directory: directory).route(to: .role("leerkracht"), at: "without", on: day("2026-12-07"))?.person.id == "a")
    }

    @Test("away: the deputy, on the first and last day of the absence too, and not the day after")
    func away() {
        let absence = Absence(person: "a", days: days("2026-12-07", "2026-12-09"))
        for (date, expected) in [("2026-12-06", "a"), ("2026-12-07", "b for a"), ("2026-12-09", "b for a"), ("2026-12-10", "a")] {
            #expect(route(chain, absences: [absence], on: date) == expected)
        }
    }

    @Test("deputy away too: the deputy's deputy, who stands in for the holder; all away: nobody, and no endless search")
    func chainOfDeputies() {
        let away = ["a", "b", "c"].map { Absence(person: PersonID($0), days: days("2026-12-01", "2026-12-31")) }
        #expect(route(chain, absences: Array(away.prefix(2))) == "c for a")
        #expect(route(chain, absences: away) == nil)
        #expect(route([person("a", deputy: "a", channels: [])]) == nil)
    }

    @Test("an absence may name a deputy of its own, also for somebody who is gone from the configuration")
    func ownDeputy() {
        let absence = Absence(person: "a", days: days("2026-12-01", "2026-12-31"), deputy: "c")
        #expect(route(chain, absences: [absence]) == "c for a")
        #expect(route([person("c")], absences: [absence]) == "c for a")
    }

    @Test("of two absences that overlap, any that names who stands in helps")
    func overlapping() {
        let absences = [
            Absence(person: "a", days: days("2026-12-01", "2026-12-31")), Absence(person: "a", days: days("2026-12-07", "2026-12-08"), deputy: "c"),
        ]
        #expect(route([person("a"), person("c")], absences: absences) == "c for a")
    }

    @Test("excluded, gone or without a channel: the deputy")
    func unreachable() {
        #expect(route(chain, avoiding: ["a"]) == "b for a")
        #expect(route(chain, avoiding: ["a", "b", "c"]) == nil)
        #expect(route([person("a", deputy: "b", channels: []), person("b")]) == "b for a")
        #expect(route([person("b")]) == nil)
        #expect(route([person("a", deputy: "weg"), person("b")], avoiding: ["a"]) == nil)
    }

    @Test("in a school holiday what cannot wait goes to whoever covers it, and when they cannot have it the usual way; on other days nothing does")
    func holidayCover() {
        let school = School(
            id: "s", name: "S", region: "noord", roles: ["ib": "a"], holidayCover: ["ib": "c"],
            calendar: SchoolCalendar(clock: .amsterdam, holidays: [days("2026-12-19", "2027-01-03")], schoolDays: [day("2026-12-22")]))
        let directory = Directory(clock: .amsterdam, schools: [school], people: chain, fallbacks: ["leerkracht": "ib"])
        func route(
            _ date: String, to owner: Owner = .role("ib"), canWait: Bool = false, absences: [Absence] = [], avoiding: Set<PersonID> = []
        ) -> String? {
            Routing(directory: directory, absences: absences).route(to: owner, at: "s", on: day(date), canWait: canWait, avoiding: avoiding)
                .map { "\($0.person.id)" + ($0.standsInFor.map { " for \($0)" } ?? "") }
        }
        // A day in it, its first, a Sunday of it, and Christmas; then a weekend and a holiday that lie in none, a day on which the school is open, and
        // the days around it.
        for date in ["2026-12-23", "2026-12-19", "2026-12-20", "2026-12-25", "2027-01-03"] { #expect(route(date) == "c for a", "\(date)") }
        for date in ["2026-12-13", "2027-03-29", "2026-12-22", "2026-12-18", "2027-01-04"] { #expect(route(date) == "a", "\(date)") }
        #expect(route("2026-12-23", canWait: true) == "a")
        // What falls to the role, and what its holder has by name, is covered too; what somebody else has by name is not.
        #expect(route("2026-12-23", to: .role("leerkracht")) == "c for a")
        #expect(route("2026-12-23", to: .person("a")) == "c for a")
        #expect(route("2026-12-23", to: .person("b")) == "b")
        // Away, excluded, or its holder away as well: on along the usual chain.
        func away(_ person: PersonID) -> Absence { Absence(person: person, days: days("2026-12-19", "2027-01-03")) }
        #expect(route("2026-12-23", absences: [away("c")]) == "a")
        #expect(route("2026-12-23", absences: [away("c"), away("a")]) == "b for a")
        #expect(route("2026-12-23", absences: [away("a")]) == "c for a")
        #expect(route("2026-12-23", avoiding: ["c"]) == "a")
    }

    @Test("a channel that is out of use reaches nobody, for everybody")
    func channelsOff() {
        let directory = Directory(
            clock: .amsterdam, schools: [], people: [person("a", channels: [.mail, "teams"]), person("b", channels: ["teams"])])
        #expect(directory.without(["teams"]).people.map(\.channels) == [[.mail], []])
    }

    @Test("a contact is found by its other names, and a person by the only school that has them")
    func directory() {
        let contact = Contact(id: "veilig-thuis", name: "Veilig Thuis", phone: "0800-2000", also: ["amk"])
        func school(_ id: SchoolID, _ ib: PersonID) -> School {
            School(id: id, name: id.rawValue, region: "noord", roles: ["ib": ib], calendar: .noord)
        }
        let directory = Directory(
            clock: .amsterdam, schools: [school("x", "a"), school("y", "b"), school("z", "b")], people: chain, contacts: [contact])
        #expect(directory.contact("amk") == contact)
        #expect(directory.school(of: chain[0])?.id == "x")
        #expect(directory.school(of: chain[1]) == nil)
        #expect(directory.school(of: Person(id: "p", name: "P", school: "z"))?.id == "z")
        #expect(!directory.calendar(of: "weg").isSchoolDay(day("2026-12-25")))
    }
}
