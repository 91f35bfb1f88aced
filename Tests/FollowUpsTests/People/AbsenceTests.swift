import Testing

@testable import FollowUps

@Suite("The same absence twice")
struct AbsenceTests {
    private static let known = Absence(person: "ib", days: days("2026-12-07", "2026-12-11"), deputy: "ib2")

    @Test(
        "is one of the same person on some of the same days, with nobody else to stand in",
        arguments: [
            ("ib", "2026-12-07", "2026-12-11", "ib2", true), ("ib", "2026-12-07", "2026-12-11", nil, true),
            ("ib", "2026-12-11", "2026-12-18", nil, true),
            ("ib", "2026-12-01", "2026-12-07", "ib2", true), ("ib", "2026-12-09", "2026-12-09", nil, true),
            // Somebody else stands in on a day of it.
            ("ib", "2026-12-09", "2026-12-09", "directie", false), ("ib", "2026-12-12", "2026-12-18", "ib2", false),
            ("ib", "2026-12-01", "2026-12-06", nil, false), ("juf", "2026-12-07", "2026-12-11", "ib2", false),
        ] as [(PersonID, String, String, PersonID?, Bool)])
    func table(person: PersonID, first: String, last: String, deputy: PersonID?, isKnown: Bool) {
        let absence = Absence(person: person, days: days(first, last), deputy: deputy)
        #expect(absence.known(among: [Self.known]) == (isKnown ? Self.known : nil))
    }
}
