import FollowUps
import SchoolTestSupport
import Testing

@Suite("The steps of the protocol")
struct ProtocolStepTests {
    private func kind(_ id: KindID, _ source: String, counts: Bool = true) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue), source: source, scope: .case, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
            countsForCase: counts, outcomes: [])
    }

    private var catalogue: Catalogue {
        Catalogue(
            kinds: [
                kind("zien", "1"), kind("praten", "3.4"), kind("helpen", "5a"), kind("melden", "5b.3"), kind("school", "II"), kind("later", "15"),
                kind("meermaals", "2, 5a"), kind("nakijken", "1", counts: false), kind("sluiten", "3"),
            ],
            roles: [], caseKinds: CaseKinds(closing: "sluiten"),
            steps: ["1", "2", "3", "4", "5", "5b"].map { ProtocolStep(id: $0, title: LocalizedText(nl: $0.rawValue)) })
    }

    @Test(
        "a kind is of the step with the longest id that its source begins with",
        arguments: [
            ("zien", "1"), ("praten", "3"), ("helpen", "5"), ("melden", "5b"), ("meermaals", "2"), ("school", nil), ("later", nil),
        ] as [(KindID, ProtocolStepID?)])
    func ofAKind(id: KindID, step: ProtocolStepID?) throws {
        #expect(catalogue.step(of: try #require(catalogue.kind(id)))?.id == step)
    }

    private func followUp(_ kind: KindID, _ status: FollowUp.Status) -> FollowUp {
        FollowUp(
            id: 1, kind: kind, school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), status: status,
            openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "juf"))
    }

    @Test("a step with something open is now, one of which something was closed is done, and every other is not yet")
    func progress() {
        func states(_ followUps: [FollowUp]) -> String {
            catalogue.progress(of: followUps).map { "\($0.step.id) \($0.state)" }.joined(separator: ", ")
        }
        #expect(states([]) == "1 notYet, 2 notYet, 3 notYet, 4 notYet, 5 notYet, 5b notYet")
        #expect(
            states([followUp("zien", .closed), followUp("meermaals", .cancelled), followUp("praten", .open), followUp("helpen", .closed)])
                == "1 done, 2 notYet, 3 now, 4 notYet, 5 done, 5b notYet")
        #expect(states([followUp("zien", .closed), followUp("zien", .open)]).hasPrefix("1 now"))
        // The question whether the case can close, and the check that comes round, are no step.
        #expect(states([followUp("zien", .closed), followUp("nakijken", .open), followUp("sluiten", .open)]).hasPrefix("1 done, 2 notYet, 3 notYet"))
    }

    @Test("what begins an emergency has to be about a case, with a term and without a title of its own; a step stands there once")
    func problems() {
        func problem(scope: Kind.Scope = .case, term: Term? = Term(0, .hours), titleGiven: Bool = false) -> Bool {
            let kind = Kind(
                id: "nood", title: LocalizedText(nl: "Nood"), source: "2", scope: scope, owner: .role("ib"), urgency: .acute, term: term,
                titleGiven: titleGiven, isEmergency: true, outcomes: [Outcome(id: "ja", title: LocalizedText(nl: "Ja"), ends: true)])
            return Catalogue(kinds: [kind], roles: [Role(id: "ib", title: LocalizedText(nl: "ib"))]).problems(contacts: []).contains {
                $0.key == "kind nood, emergency"
            }
        }
        #expect(!problem())
        #expect(problem(scope: .school) && problem(term: nil) && problem(titleGiven: true))
        let twice = Catalogue(kinds: [], roles: [], steps: ["1", "1"].map { ProtocolStep(id: $0, title: LocalizedText(nl: "x")) })
        #expect(twice.problems(contacts: []).map(\.key) == ["step 1"])
    }
}
