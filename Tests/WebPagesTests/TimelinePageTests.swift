import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The page of a case")
struct TimelinePageTests {
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }
    private static let now = at("2026-12-09 10:00")

    private static func catalogue() -> Catalogue {
        func kind(_ id: KindID, _ title: String, _ source: String) -> Kind {
            Kind(
                id: id, title: LocalizedText(nl: title), source: source, scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                startsByHand: id == "zien", outcomes: [Outcome(id: "ja", title: LocalizedText(nl: "Gezien"), ends: true)])
        }
        return Catalogue(
            kinds: [kind("zien", "Kijken", "1"), kind("praten", "Praten met de ouder", "3")],
            roles: SeenSchools().rules.catalogues.first.roles,
            steps: [("1", "Signalen"), ("2", "Overleg"), ("3", "Gesprek")].map { ProtocolStep(id: $0.0, title: LocalizedText(nl: $0.1)) })
    }

    private static func followUp(_ id: Int64, _ kind: KindID, _ status: FollowUp.Status, round: Int = 1) -> FollowUp {
        FollowUp(
            id: id, kind: kind, school: "vlieger", caseCode: "VL-1", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), round: round,
            status: status, openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"))
    }

    private func page(
        _ person: PersonID, _ dossier: Case = SeenSchools.usual, history: [HistoryEntry] = [], form: CaseForm = CaseForm(), done: HistoryEntry? = nil,
        warnings: CaseWarnings = .none
    ) throws -> String {
        let rules = Ruleset(catalogues: Catalogues(Self.catalogue()), directory: SeenSchools().rules.directory, policies: Policies())
        let visibility = try #require(Visibility(of: person, rules: rules, special: [SeenSchools.accused], on: day("2026-12-09")))
        let permission = try #require(visibility.permission(in: dossier))
        let followUps = [Self.followUp(1, "zien", .closed), Self.followUp(2, "praten", .open, round: 2)]
        let view = CaseView(
            dossier: dossier, permission: permission,
            timeline: permission.readsTimeline ? CaseTimeline(dossier: dossier, followUps: followUps, history: history) : nil, warnings: warnings,
            done: done)
        return try Self.templates.get().render(TimelinePage(view, form: form, for: PageReader(visibility, rules: rules, at: Self.now)))
    }

    private func entry(_ action: HistoryEntry.Action, followUp: Int64? = nil, _ changes: [HistoryEntry.Change]) -> HistoryEntry {
        HistoryEntry(id: 1, at: at("2026-12-01 10:00"), actor: "ib-vlieger", action: action, followUp: followUp, caseCode: "VL-1", changes: changes)
    }

    @Test("has the steps of the protocol as a list that says of each whether it is done, now or not yet")
    func steps() throws {
        let html = try page("ib-vlieger")
        let steps = html.matches(of: #/<li class="(past|now|later)"/#).map { String($0.1) }
        #expect(steps == ["past", "later", "now"])
        #expect(html.contains("Signalen<small>gedaan</small>") && html.contains("Gesprek<small>nu</small>") && html.contains("aria-current=\"step\""))
    }

    @Test("tells what was done with the round and the reason, and each line of what is open leads to its follow-up")
    func story() throws {
        let html = try page(
            "ib-vlieger",
            history: [
                entry(.closed, followUp: 2, [.init("outcome", to: "ja"), .init("reason", to: "Moeder belde")]),
                entry(.excluded, [.init("person", to: "bestuur")]),
            ])
        #expect(html.contains("Afgerond: Gezien") && html.contains("Praten met de ouder (tweede keer)") && html.contains("reden: Moeder belde"))
        #expect(html.contains("bestuur buitengesloten"))
        #expect(html.contains("<a href=\"/follow-ups/2\">Praten met de ouder</a>"))
    }

    @Test("shows the directie its code, who does what and what they may do, and nothing of what is open or was done")
    func withoutTimeline() throws {
        let html = try page(
            "directie-vlieger", history: [entry(.closed, followUp: 1, [.init("outcome", to: "ja"), .init("reason", to: "Moeder belde")])])
        #expect(html.contains("VL-1") && html.contains("value=\"exclude\"") && html.contains("value=\"hold\"") && html.contains("ib-vlieger"))
        for secret in ["Praten met de ouder", "Gezien", "Moeder belde", "Signalen", "value=\"add\"", "value=\"close\"", "follow-ups.csv"] {
            #expect(!html.contains(secret), "\(secret)")
        }
    }

    @Test("a closed case can be reopened, an open one be added to and closed; what is held can be released, and nobody is let in who is not excluded")
    func controls() throws {
        func buttons(_ dossier: Case) throws -> [String] {
            try page("ib-vlieger", dossier).matches(of: #/<button name="do" value="([a-z]+)"/#).map { String($0.1) }
        }
        let (opened, hold) = (at("2026-11-02 09:00"), Case.Hold(since: at("2026-11-03 09:00"), reason: "Klacht"))
        #expect(try buttons(SeenSchools.usual) == ["add", "role", "left", "exclude", "hold", "close"])
        #expect(try buttons(Case(code: "VL-1", school: "vlieger", openedAt: opened, closedAt: Self.now)) == ["left", "exclude", "hold", "reopen"])
        #expect(
            try buttons(Case(code: "VL-1", school: "vlieger", openedAt: opened, excluded: ["bestuur"], hold: hold)) == [
                "add", "role", "left", "exclude", "readmit", "release", "close",
            ])
    }

    @Test("a form that is refused comes back open, as typed, with a summary that leads to the field")
    func problems() throws {
        let form = CaseForm(action: .hold, values: [.reason: "Jan Jansen belde"], problems: [.names(.reason, "Jan Jansen")])
        let html = try page("ib-vlieger", form: form)
        #expect(html.contains("<title>Fout: Dossier</title>") && html.contains("<a href=\"#hold-reason\">") && html.contains("id=\"hold-form\" open"))
        #expect(html.contains("value=\"Jan Jansen belde\"") && html.contains("name=\"names-seen\" value=\"Jan Jansen\""))
        #expect(html.matches(of: #/<details class="control" id="[a-z]+-form" open>/#).count == 1)
    }

    @Test("says what was done, and offers to take it back as long as it holds")
    func confirmation() throws {
        let excluded = Case(code: "VL-1", school: "vlieger", openedAt: at("2026-11-02 09:00"), excluded: ["bestuur"])
        let done = entry(.excluded, [.init("person", to: "bestuur")])
        let html = try page("ib-vlieger", excluded, done: done)
        #expect(
            html.contains("bestuur hoort niets meer van dit dossier. Herinneringen") && html.contains("name=\"do\" value=\"readmit\"")
                && html.contains("Ongedaan maken"))
        #expect(try !page("ib-vlieger", done: done).contains("Ongedaan maken"))
    }

    @Test("warns of what nobody can be reminded of: by its title whoever may read it, and without it whoever may not")
    func warnings() throws {
        let warnings = CaseWarnings(unreachable: [2], keepers: [:])
        #expect(try page("ib-vlieger", warnings: warnings).contains("Van “Praten met de ouder” (nr. 2) kan nu niemand een herinnering krijgen."))
        let directie = try page("directie-vlieger", warnings: warnings)
        #expect(directie.contains("Van iets in dit dossier kan nu niemand een herinnering krijgen.") && !directie.contains("nr. 2"))
    }
}
