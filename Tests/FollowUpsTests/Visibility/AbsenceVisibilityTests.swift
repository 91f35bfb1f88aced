import FollowUps
import SchoolTestSupport
import Testing

@Suite("Whose absence somebody may note")
struct AbsenceVisibilityTests {
    @Test(
        "is their own, and of whoever works at a school whose absences they keep; never of its board",
        arguments: [
            ("ib-vlieger", ["ib-vlieger", "directie-vlieger", "juf"]), ("directie-vlieger", ["ib-vlieger", "directie-vlieger", "juf"]),
            ("juf", ["juf"]), ("leerkracht", ["leerkracht"]), ("bestuur", []),
        ] as [(PersonID, [PersonID])])
    func table(person: PersonID, expected: [PersonID]) throws {
        let visibility = try #require(Self.schools.visibility(of: person))
        #expect(visibility.peopleWhoseAbsenceTheyRecord.map(\.id) == expected)
        #expect(visibility.mayRecordAbsences == !expected.isEmpty)
    }

    @Test("stands open to a deputy on the days on which they stand in")
    func deputy() throws {
        var schools = Self.schools
        schools.absences = [Absence(person: "directie-vlieger", days: day("2026-12-07")...day("2026-12-08"))]
        let during = try #require(schools.visibility(of: "directie-regenboog", on: "2026-12-08"))
        let after = try #require(schools.visibility(of: "directie-regenboog", on: "2026-12-09"))
        #expect(during.mayRecordAbsence(of: "juf") && !after.mayRecordAbsence(of: "juf"))
    }

    @Test("has colleagues to stand in, whoever has a role at another school, and nobody whom nothing reaches")
    func deputies() throws {
        let visibility = try #require(Self.schools.visibility(of: "ib-vlieger"))
        #expect(
            Set(visibility.possibleDeputies.map(\.id))
                == ["ib-vlieger", "ib-regenboog", "directie-vlieger", "directie-regenboog", "bestuur", "juf"])
    }

    /// With a teacher of De Vlieger, and a colleague without an address.
    private static var schools: SeenSchools {
        SeenSchools(also: [
            Person(id: "juf", name: "juf", email: "juf@s.example", school: "vlieger"),
            Person(id: "stil", name: "stil", school: "regenboog", channels: []),
        ])
    }
}
