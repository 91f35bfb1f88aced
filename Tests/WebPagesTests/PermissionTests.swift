import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("Which pages each may open")
struct PermissionTests {
    private static let pages: [(name: String, page: PageSubject)] = [
        ("today", .today), ("followUps", .followUps), ("calendar", .calendar), ("cases", .cases), ("VL-1", .story(SeenSchools.usual)),
        ("VL-9", .story(SeenSchools.accused)), ("figures", .figures), ("vlieger", .school("vlieger")), ("regenboog", .school("regenboog")),
    ]

    private func open(_ schools: SeenSchools, _ person: PersonID) -> String? {
        schools.visibility(of: person).map { visibility in Self.pages.filter { visibility.mayOpen($0.page) }.map(\.name).joined(separator: " ") }
    }

    @Test("pages and roles: each row is all that one person may open")
    func table() {
        let rows: [(PersonID, String?)] = [
            // Excluded from VL-9, which the deputy goes on with, although that one sees no other case of De Vlieger.
            ("ib-vlieger", "today followUps calendar cases VL-1"),
            ("ib-regenboog", "today followUps calendar cases VL-9"),
            ("directie-vlieger", "today followUps calendar figures vlieger"),
            ("directie-regenboog", "today followUps calendar figures regenboog"),
            ("bestuur", "today followUps calendar figures"),
            ("leerkracht", "today followUps calendar"),
            ("nobody", nil),
        ]
        for (person, expected) in rows { #expect(open(SeenSchools(), person) == expected, "\(person)") }
    }

    @Test("while somebody is away their deputy opens what they may, those days only, and whoever is away still does")
    func deputy() {
        var schools = SeenSchools()
        schools.absences = [
            Absence(person: "ib-vlieger", days: days("2026-12-07", "2026-12-08")),
            Absence(person: "directie-vlieger", days: days("2026-12-07", "2026-12-07"), deputy: "leerkracht"),
        ]
        #expect(open(schools, "ib-regenboog") == "today followUps calendar cases VL-1 VL-9")
        #expect(open(schools, "ib-vlieger") == "today followUps calendar cases VL-1")
        #expect(open(schools, "leerkracht") == "today followUps calendar figures vlieger")
        #expect(open(schools, "directie-regenboog") == "today followUps calendar figures regenboog")
        #expect(schools.visibility(of: "ib-regenboog", on: "2026-12-09")?.mayOpen(.story(SeenSchools.usual)) == false)
    }
}
