import FollowUps
import SchoolTestSupport
import Testing

@testable import WebPages

@Suite("A form on the page of a case")
struct CaseFormTests {
    private let dossier = Case(code: "VL-2026-001", school: "vlieger", openedAt: at("2026-11-02 09:00"))
    private let now = Sample.moment("2026-12-09")

    private func validated(_ action: CaseAction?, _ values: [CaseForm.Field: String] = [:], seen: String = "") -> CaseForm.Validation {
        let rules = Ruleset(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory, policies: Policies())
        return CaseForm(action: action, values: values, namesSeen: seen).validated(
            in: dossier, rules: rules, names: PossibleNames(catalogues: Catalogues(Sample.catalogue), directory: Sample.directory), at: now)
    }

    private func problems(_ action: CaseAction?, _ values: [CaseForm.Field: String] = [:], seen: String = "") -> [CaseForm.Problem] {
        if case .wrong(let form) = validated(action, values, seen: seen) { form.problems } else { [] }
    }

    @Test(
        "says of each field what is wrong with it",
        arguments: [
            (nil, [:], [.noAction]), (.add, [:], [.missing(.kind)]), (.add, [.kind: "bestaat-niet"], [.unknown(.kind)]),
            (.add, [.kind: "meldcode-evalueren"], [.unknown(.kind)]), (.add, [.kind: "taak"], [.missing(.title)]),
            (.add, [.kind: "taak", .title: "Bel Jan Jansen"], [.names(.title, "Jan Jansen")]),
            (.add, [.kind: "amk-opnieuw", .title: "x"], [.titleNotAsked]), (.add, [.kind: "amk-opnieuw", .due: "morgen"], [.badDay]),
            (.add, [.kind: "amk-opnieuw", .owner: "nobody"], [.unknown(.owner)]),
            (.add, [.kind: "amk-opnieuw", .reason: "bel 0612345678"], [.text(.reason, .telephoneNumber)]),
            (.role, [.person: "ib"], [.missing(.role)]), (.role, [.role: "x"], [.unknown(.role)]), (.exclude, [:], [.missing(.person)]),
            (.readmit, [.person: "ib"], [.missing(.reason)]), (.readmit, [.person: "x", .reason: "y"], [.unknown(.person)]),
            (.hold, [.reason: "  "], [.missing(.reason)]), (.reopen, [:], [.missing(.reason)]),
        ] as [(CaseAction?, [CaseForm.Field: String], [CaseForm.Problem])])
    func problems(action: CaseAction?, values: [CaseForm.Field: String], expected: [CaseForm.Problem]) {
        #expect(problems(action, values) == expected)
    }

    @Test(
        "takes a day as browsers send it and as people type it, and an owner by role or by name",
        arguments: ["2026-12-12", "12-12-2026", " 12.12.2026 "])
    func add(due: String) throws {
        guard case .change(.add(let request)) = validated(.add, [.kind: "amk-opnieuw", .due: due, .owner: "leerkracht"]) else {
            Issue.record("it is refused")
            return
        }
        // Urgent: a Saturday stays a Saturday.
        #expect(request.opening.due == Sample.due("2026-12-12") && request.opening.owner == .person("leerkracht"))
        #expect(request.opening.caseCode == dossier.code && request.opening.school == "vlieger")
        guard case .change(.add(let other)) = validated(.add, [.kind: "amk-opnieuw", .owner: "directie"]) else { return }
        #expect(other.opening.owner == .role("directie"))
    }

    @Test("words that look like a name are asked about once")
    func names() {
        #expect(problems(.hold, [.reason: "Jan Jansen belde"]) == [.names(.reason, "Jan Jansen")])
        #expect(problems(.hold, [.reason: "Jan Jansen belde"], seen: "Jan Jansen").isEmpty)
    }

    @Test("without a person a role is as at the school again, and a release needs no reason")
    func optional() throws {
        guard case .change(.role(let request)) = validated(.role, [.role: "ib", .person: ""]) else {
            Issue.record("it is refused")
            return
        }
        #expect(request.person == nil && request.role == "ib")
        #expect(validated(.release) == .change(.release(try ReleaseRequest(dossier.code))))
    }
}
