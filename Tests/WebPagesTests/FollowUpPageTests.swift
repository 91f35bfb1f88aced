import FollowUps
import Foundation
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("The page of a follow-up for whoever is signed in")
struct FollowUpPageTests {
    private static let now = Sample.moment("2026-12-09")
    private static let templates = Result { try PageTemplates.load(from: Sample.templatesFolder) }
    private static let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())

    private func reader(_ person: PersonID = "ib") throws -> PageReader {
        PageReader(try #require(Visibility(of: person, rules: Self.rules, on: Sample.clock.day(of: Self.now))), rules: Self.rules, at: Self.now)
    }

    private func entry(_ action: HistoryEntry.Action, by actor: String = "ib", _ changes: [HistoryEntry.Change] = []) -> HistoryEntry {
        HistoryEntry(id: 9, at: Self.now, actor: actor, action: action, followUp: 42, caseCode: nil, changes: changes)
    }

    private func view(
        _ status: FollowUp.Status = .open, actions: Set<FollowUpAction>, history: [HistoryEntry] = [], seesReasons: Bool = true
    ) -> FollowUpView {
        let open = Sample.item().followUp
        let followUp = FollowUp(
            id: 42, kind: open.kind, school: open.school, caseCode: open.caseCode, owner: .person("ib"), urgency: .normal, due: open.due,
            status: status, openedAt: Self.now, escalation: open.escalation,
            end: status == .open ? nil : FollowUp.End(at: Self.now, outcome: "wachtlijst"))
        let previews = Self.rules.closing(of: followUp).previews(of: followUp, earlier: [], isLast: false, now: Self.now)
        return FollowUpView(
            linked: LinkedFollowUp(person: "ib", followUp: followUp, previews: status == .open ? previews : [], ending: nil, opened: []),
            dossier: nil, actions: actions, seesReasons: seesReasons, history: history, sent: [], note: nil)
    }

    private func html(_ view: FollowUpView, owners: [Owner] = [], done: HistoryEntry.Action? = nil, form: FollowUpForm = FollowUpForm()) throws
        -> String
    {
        try Self.templates.get().render(FollowUpPage(view, form: form, owners: owners, done: done, for: reader()))
    }

    private func buttons(_ html: String) -> [String] {
        html.matches(of: #/name="do" value="([a-z]+)"/#).map { String($0.1) }
    }

    @Test("has a button for all that they may do, and for nothing else")
    func offered() throws {
        let all = Set(FollowUpAction.allCases)
        let reasons = [entry(.snoozed, [.init("reason", to: "x")])]
        #expect(
            try buttons(html(view(actions: all, history: reasons), owners: [.role("directie")])) == [
                "close", "snooze", "reschedule", "assign", "cancel", "note", "strike",
            ])
        #expect(try buttons(html(view(actions: [.close, .snooze, .resume, .reopen, .note]))) == ["close", "snooze", "note"])
        #expect(try buttons(html(view(actions: []))) == [])
        #expect(try buttons(html(view(.closed, actions: all))) == ["reopen", "note"])
    }

    @Test("says what was just done, with a button that takes it back as long as that can be done")
    func confirmation() throws {
        let closed = [entry(.closed, [.init("outcome", to: "wachtlijst")])]
        let page = try html(view(.closed, actions: [.reopen], history: closed), done: .closed)
        #expect(page.contains("class=\"done confirmation\"") && page.contains("Ongedaan maken"))
        #expect(page.contains("<input type=\"hidden\" name=\"do\" value=\"reopen\">"))
        // Somebody else has done it, or has opened it again since; or they may not.
        #expect(try !html(view(.closed, actions: [.reopen], history: [entry(.closed, by: "directie")]), done: .closed).contains("confirmation"))
        #expect(try !html(view(.open, actions: [.reopen], history: closed), done: .closed).contains("Ongedaan maken"))
        #expect(try !html(view(.closed, actions: [], history: closed), done: .closed).contains("Ongedaan maken"))
    }

    @Test("shows why something was done only to those who may read the case")
    func reasons() throws {
        let history = [entry(.snoozed, [.init("snoozed_until", to: "2026-12-12T00:00:00+01:00"), .init("reason", to: "Ouder is ziek")])]
        #expect(try html(view(actions: [], history: history)).contains("Ouder is ziek"))
        let hidden = try html(view(actions: [], history: history, seesReasons: false))
        #expect(!hidden.contains("Ouder is ziek") && hidden.contains("Geen herinnering tot"))
    }

    @Test("comes back with what was typed and what is wrong with it, in the form that was sent")
    func problems() throws {
        let form = FollowUpForm(button: .reschedule, [.due: "morgen", .reason: "Ouder & kind"], problems: [.badDay(.due)])
        let page = try html(view(actions: Set(FollowUpAction.allCases)), form: form)
        #expect(page.contains("<a href=\"#reschedule-due\">Schrijf de dag als 12-12-2026.</a>") && page.contains("value=\"Ouder &amp; kind\""))
        #expect(page.contains("<title>Fout: Actie 42</title>") && page.contains("tabindex=\"-1\" autofocus"))
        #expect(try html(view(actions: [])).contains("<title>Actie 42</title>"))
        #expect(page.contains("<details open>") && page.contains("aria-describedby=\"reschedule-due-problem\" aria-invalid=\"true\""))
    }
}
