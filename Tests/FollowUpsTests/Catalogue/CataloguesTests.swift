import Foundation
import Testing

@testable import FollowUps

@Suite("The catalogues of an installation")
struct CataloguesTests {
    private static let director = Role(id: "directie", title: LocalizedText(nl: "Directie"))

    private static func catalogue(_ id: CatalogueID, _ version: String, _ kinds: [Kind], roles: [Role] = [director]) -> Catalogue {
        Catalogue(kinds: kinds, roles: roles, head: .init(id: id, version: version))
    }

    private let old = catalogue(
        "meldcode", "2025-01",
        [kind("volgen", term: "9w", outcome("klaar", ends: true)), kind("jaarlijks", scope: .school, repeat: "12m", outcome("gedaan"))],
        roles: [
            Role(id: "af", title: LocalizedText(nl: "AF"), fallback: "ib"), Role(id: "ib", title: LocalizedText(nl: "IB"), fallback: "directie"),
            director,
        ])
    private let present = catalogue("meldcode", "2026-01", [kind("volgen", term: "4w", outcome("klaar", ends: true))])
    private let nursery = catalogue("opvang", "1", [kind("volgen", term: "2w", outcome("klaar", ends: true))])
    private let schools = [
        School(id: "vlieger", name: "V", region: "noord", roles: ["directie": "d"], calendar: .noord),
        School(id: "hummel", name: "H", region: "noord", roles: ["directie": "d"], calendar: .noord, catalogue: "opvang"),
    ]

    private var catalogues: Catalogues { Catalogues(present, [nursery], earlier: [old], for: schools) }

    private func followUp(_ kind: KindID, at school: SchoolID = "vlieger", case code: String? = nil, by version: CatalogueVersion? = nil) -> FollowUp
    {
        FollowUp(
            id: 1, kind: kind, school: school, caseCode: code.map { CaseCode($0) }, owner: .role("af"), urgency: .normal,
            due: .day(day("2026-12-01")),
            openedAt: at("2026-11-01 10:00"), escalation: .init(startedAt: at("2026-11-01 10:00"), startedBy: "x"), catalogue: version)
    }

    @Test(
        "a follow-up of a case goes on by the version with which that began, and any other by the catalogue of its school",
        arguments: [
            ("vlieger", "2026-1", "meldcode 2025-01", "9w"), ("vlieger", "2026-1", "meldcode 2026-01", "4w"), ("vlieger", "2026-1", nil, "4w"),
            ("hummel", "2026-1", nil, "2w"), ("hummel", "2026-1", "meldcode 2025-01", "9w"), ("vlieger", nil, "meldcode 2025-01", "4w"),
            ("hummel", nil, "meldcode 2025-01", "2w"),
            // Of a version that nobody has kept, the present one.
            ("hummel", "2026-1", "meldcode 2024-07", "4w"), ("vlieger", "2026-1", "weg 1", "4w"),
        ] as [(SchoolID, String?, String?, String)])
    func versions(_ school: SchoolID, _ code: String?, _ version: String?, _ expected: String) {
        let found = followUp("volgen", at: school, case: code, by: version.flatMap { CatalogueVersion($0) })
        #expect(catalogues.kind(of: found)?.term == term(expected))
    }

    @Test("what the school's catalogue has no more is ended by the version that has it, and comes round no more")
    func gone() throws {
        let rules = Ruleset(
            catalogues: Catalogues(present, for: schools), directory: Directory(clock: .amsterdam, schools: schools, people: []), policies: Policies()
        ).goingOn(by: [old])
        let yearly = followUp("jaarlijks", by: CatalogueVersion("meldcode", version: "2025-01"))
        let (closing, now) = (rules.closing(of: yearly), at("2026-11-20 10:00"))
        let (kind, outcome) = try closing.outcome("gedaan", of: yearly)
        let opened = try closing.consequences(of: yearly, kind: kind, outcomes: [outcome], earlier: [], date: nil, in: .none, now: now)
        #expect(opened.isEmpty)
    }

    @Test("what belongs to a role that only an earlier catalogue has falls to others as that says")
    func fallbacks() {
        let rules = Ruleset(
            catalogues: Catalogues(present, for: schools),
            directory: Directory(clock: .amsterdam, schools: schools, people: [], fallbacks: present.fallbacks), policies: Policies()
        ).goingOn(by: [old])
        #expect(rules.directory.holder(of: .role("af"), at: "vlieger") == "d")
    }

    @Test("a role falls to another at each school as the school's catalogue says")
    func fallbacksOfSchools() {
        let roles = ["ib": "i", "leiding": "l"] as [RoleID: PersonID]
        let places = ["vlieger", "hummel"].map { School(id: $0, name: "S", region: "noord", roles: roles, calendar: .noord) }
        let directory = Directory(
            clock: .amsterdam, schools: places, people: [], fallbacks: ["af": "ib"],
            fallbacksOfSchools: ["vlieger": ["af": "ib"], "hummel": ["af": "leiding"]])
        #expect(["vlieger", "hummel"].map { directory.holder(of: .role("af"), at: $0) } == ["i", "l"])
    }

    @Test("a version reads as it is written, and nothing else is one", arguments: ["meldcode-2019 2026-11", "a 1"])
    func text(_ text: String) {
        #expect(CatalogueVersion(text)?.description == text)
        #expect(CatalogueVersion("meldcode") == nil && CatalogueVersion("") == nil && CatalogueVersion(" 1") == nil)
    }
}
