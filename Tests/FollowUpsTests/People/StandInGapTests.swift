import Testing

@testable import FollowUps

@Suite("A day on which nobody stands in")
struct StandInGapTests {
    private static func routing(_ absences: [Absence]) -> Routing {
        Routing(
            directory: Directory(
                clock: .amsterdam, schools: [],
                people: [
                    Person(id: "ib", name: "IB", deputy: "ib2"), Person(id: "ib2", name: "IB 2", deputy: "ib"), Person(id: "juf", name: "Juf"),
                ]), absences: absences)
    }

    private static func away(_ person: PersonID, _ from: String, _ until: String) -> Absence { Absence(person: person, days: days(from, until)) }

    @Test("is the first of an absence, from today on, on which whoever stands in is away as well")
    func first() {
        let absence = Self.away("ib", "2026-12-01", "2026-12-31")
        let routing = Self.routing([absence, Self.away("ib2", "2026-12-03", "2026-12-08")])
        #expect(
            routing.gap(in: absence, from: day("2026-12-01")) == StandInGap(person: "ib", day: day("2026-12-03"), tried: ["ib", "ib2"], isRing: true))
        #expect(routing.gap(in: absence, from: day("2026-12-07"))?.day == day("2026-12-07"))
        #expect(routing.gap(in: absence, from: day("2026-12-09")) == nil)
    }

    @Test("is each, where nobody is named to stand in")
    func nobody() {
        let absence = Self.away("juf", "2026-12-01", "2026-12-02")
        let gap = Self.routing([absence]).gap(in: absence, from: day("2026-11-30"))
        #expect(gap == StandInGap(person: "juf", day: day("2026-12-01"), tried: ["juf"], isRing: false))
    }
}
