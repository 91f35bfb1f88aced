import FollowUps
import Foundation
import Store
import StoreTestSupport
import Testing

@Suite("A case of the code of 2012 that goes on by that of 2019")
struct MoveTo2019Tests {
    private static let code = CaseCode("VL-2027-001")

    private struct School {
        let store: Store
        let rules: Ruleset
        let noon: Date

        init() throws {
            let (old, new) = (try ShippedCatalogue.load("meldcode.toml"), try ShippedCatalogue.load("meldcode-2019.toml"))
            let names = ["leerkracht", "ib", "af", "directie", "fg", "bestuur"]
            let people = names.map { Person(id: PersonID($0), name: $0, email: "\($0)@school.example") }
            let place = FollowUps.School(
                id: "school", name: "School", region: "noord",
                roles: Dictionary(uniqueKeysWithValues: names.map { (RoleID($0), PersonID($0)) }), calendar: SchoolCalendar(clock: Walk.zone))
            let directory = Directory(clock: Walk.zone, schools: [place], people: people, fallbacks: old.fallbacks)
            rules = Ruleset(catalogues: Catalogues(old, [new], for: [place]), directory: directory, policies: Policies())
            store = try Store()
            noon = try Walk.zone.instant(#require(Day("2027-01-18")), #require(TimeOfDay(hour: 12, minute: 0)))
        }

        func change(as person: String) -> Change { Change(rules: rules, actor: person, now: noon) }

        func begin(with kind: KindID, as person: String) async throws {
            let request = try CaseOpeningRequest(MoveTo2019Tests.code, school: "school", start: kind, reason: "zo begonnen", rules: rules, now: noon)
            _ = try await store.cases.open(request, by: change(as: person))
        }

        var open: [FollowUp] {
            get async throws {
                var filter = FollowUpFilter()
                filter.caseCode = MoveTo2019Tests.code
                return try await store.followUps.list(filter).map(\.followUp)
            }
        }
    }

    /// What can be open in a case of 2012, apart from the alarm, which opens by itself.
    private static var kinds: [KindID] {
        get throws {
            let catalogue = try ShippedCatalogue.load("meldcode.toml")
            return catalogue.kinds.filter { $0.scope == .case && $0.id != catalogue.alarm?.id }.map(\.id)
        }
    }

    @Test("whatever is open has a place, is asked of somebody, and can be answered", arguments: try Self.kinds)
    func everyKind(_ kind: KindID) async throws {
        let school = try School()
        let person = kind == "medewerker-melden" || kind == "bestuur-opvolging" ? "bestuur" : "ib"
        try await school.begin(with: kind, as: person)
        let result = try await school.store.cases.move(Self.code, to: "meldcode-2019", by: school.change(as: person))
        let open = try await school.open
        #expect(!open.isEmpty && open.allSatisfy { $0.catalogue?.id == "meldcode-2019" })
        for followUp in open {
            #expect(school.rules.catalogues.kind(of: followUp)?.outcomes.isEmpty == false, "\(followUp.kind)")
            #expect(school.rules.directory.holder(of: followUp.owner, at: "school") != nil, "\(followUp.kind)")
        }
        #expect(result.withdrawn.allSatisfy { $0.status == .cancelled })
    }

    @Test("whoever may not go to the parent first may not after the move")
    func protection() async throws {
        let school = try School()
        try await school.begin(with: "vgv-eer-amk", as: "ib")
        _ = try await school.store.cases.move(Self.code, to: "meldcode-2019", by: school.change(as: "ib"))
        #expect(try await school.store.followUps.protections(in: Self.code, by: school.rules).map(\.id) == ["eerst-veilig-thuis"])
        #expect(try await school.open.map(\.kind).contains("vgv-eer-hd"))
    }

    @Test("a suspicion about staff stays the board's", arguments: ["medewerker-melden", "bestuur-opvolging"] as [KindID])
    func staff(_ kind: KindID) async throws {
        let school = try School()
        try await school.begin(with: kind, as: "bestuur")
        _ = try await school.store.cases.move(Self.code, to: "meldcode-2019", by: school.change(as: "bestuur"))
        for person in ["ib", "leerkracht", "directie"] as [PersonID] {
            #expect(try await school.store.cases.hidden(from: person, rules: school.rules, at: school.noon) == [Self.code], "\(person)")
        }
    }
}
