import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("Which pages each may open")
struct PermissionTests {
    private static let pages: [(name: String, isOpen: @Sendable (Visibility) -> Bool)] = [
        ("today", { $0.mayOpen(.today) }), ("followUps", { $0.mayOpen(.followUps) }), ("calendar", { $0.mayOpen(.calendar) }),
        ("absences", { $0.mayOpen(.absences) }),
        ("cases", { $0.mayOpen(.cases) }), ("VL-1", { $0.seesTimeline(of: SeenSchools.usual) }),
        ("VL-9", { $0.seesTimeline(of: SeenSchools.accused) }), ("code", { $0.permission(in: SeenSchools.usual)?.readsTimeline == false }),
        ("figures", { $0.mayOpen(.figures) }), ("vlieger", { $0.mayOpenPage(of: "vlieger") }), ("regenboog", { $0.mayOpenPage(of: "regenboog") }),
    ]

    private func open(_ schools: SeenSchools, _ person: PersonID) -> String? {
        schools.visibility(of: person).map { visibility in Self.pages.filter { $0.isOpen(visibility) }.map(\.name).joined(separator: " ") }
    }

    @Test("a route of the page of one case or school is open to nobody to whom no such page is")
    func routes() {
        for person in ["ib-vlieger", "ib-regenboog", "directie-vlieger", "directie-regenboog", "bestuur", "leerkracht"] as [PersonID] {
            guard let visibility = SeenSchools().visibility(of: person), let open = open(SeenSchools(), person) else { continue }
            #expect(
                visibility.mayOpen(.timeline)
                    == (open.contains("VL-") || open.contains("code") || !visibility.schoolsToRestrict.isEmpty || person == "bestuur"), "\(person)")
            #expect(visibility.mayOpen(.school) == (open.contains("vlieger") || open.contains("regenboog")), "\(person)")
        }
    }

    @Test("pages and roles: each row is all that one person may open")
    func table() {
        let rows: [(PersonID, String?)] = [
            // Excluded from VL-9, which the deputy goes on with, although that one sees no other case of De Vlieger.
            ("ib-vlieger", "today followUps calendar absences cases VL-1"),
            ("ib-regenboog", "today followUps calendar absences cases VL-9"),
            ("directie-vlieger", "today followUps calendar absences cases code figures vlieger"),
            ("directie-regenboog", "today followUps calendar absences cases figures regenboog"),
            ("bestuur", "today followUps calendar cases figures vlieger regenboog"),
            ("leerkracht", "today followUps calendar absences"),
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
        #expect(open(schools, "ib-regenboog") == "today followUps calendar absences cases VL-1 VL-9")
        #expect(open(schools, "ib-vlieger") == "today followUps calendar absences cases VL-1")
        #expect(open(schools, "leerkracht") == "today followUps calendar absences cases code figures vlieger")
        #expect(open(schools, "directie-regenboog") == "today followUps calendar absences cases figures regenboog")
        #expect(schools.visibility(of: "ib-regenboog", on: "2026-12-09")?.seesTimeline(of: SeenSchools.usual) == false)
    }
}
