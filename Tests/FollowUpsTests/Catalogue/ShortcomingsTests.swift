import Testing

@testable import FollowUps

@Suite("Where a catalogue works and falls short of the rules")
struct ShortcomingsTests {
    private let text = LocalizedText(nl: "Doe het.", en: "Do it.")

    /// A kind of a case with help.
    private func kind(
        _ id: KindID, owner: RoleID = "ib", policy: PolicyID? = nil, start: Bool = true, counts: Bool = true, excludes: [RoleID] = [],
        takesOver: [RoleID: RoleID] = [:], scope: Kind.Scope = .case, _ outcomes: Outcome...
    ) -> Kind {
        Kind(
            id: id, title: LocalizedText(nl: id.rawValue, en: id.rawValue), source: "1", scope: scope, owner: .role(owner), urgency: .normal,
            policy: policy, help: text, takesOver: takesOver, term: term("1w"), startsByHand: start, countsForCase: counts, excludes: excludes,
            outcomes: outcomes)
    }

    private let ends = outcome("klaar", ends: true)

    /// What is said of some kinds beside a check and a closing that keep every rule.
    private func shortcomings(_ kinds: Kind..., case caseKinds: CaseKinds = CaseKinds(check: "nakijken", closing: "sluiten")) -> [String] {
        let usual = [
            kind("nakijken", start: false, counts: false, outcome("x", "nakijken")),
            kind("sluiten", start: false, Outcome(id: "gesloten", title: text, closesCase: true)),
        ]
        let catalogue = Catalogue(kinds: usual + kinds, roles: roles, caseKinds: caseKinds)
        #expect(catalogue.problems(contacts: []) == [])
        return catalogue.shortcomings.map { "\($0.key): \($0.message.split(separator: ";")[0])" }
    }

    @Test("every kind says what is asked, in English too where its title is")
    func help() {
        func kind(_ title: LocalizedText, help: LocalizedText?) -> Kind {
            Kind(
                id: "a", title: title, source: "1", scope: .case, owner: .role("ib"), urgency: .normal, help: help, term: term("1w"),
                startsByHand: true, outcomes: [ends])
        }
        #expect(shortcomings(kind(text, help: text)) == [])
        #expect(shortcomings(kind(text, help: nil)) == ["kind a, help: is missing"])
        #expect(
            shortcomings(kind(text, help: LocalizedText(nl: "Doe het."))) == ["kind a, help: is there in Dutch only, and the title in English too"])
        #expect(shortcomings(kind(LocalizedText(nl: "A"), help: LocalizedText(nl: "Doe het."))) == [])
    }

    @Test("a case has a check that comes round and a question before it closes")
    func caseKinds() {
        #expect(
            shortcomings(kind("a", outcome("x", "nakijken", "sluiten", "a", except: exception(.times(2), also: "sluiten"))), case: CaseKinds()) == [
                "[case] check: is missing, so nothing comes round for as long as a case is open",
                "[case] closing: is missing, so nobody is asked whether a case can close when nothing is open in it",
                "kind sluiten, outcome gesloten, closes_case: closes the case, and nobody is asked whether it can close",
            ])
        let school = Kind(
            id: "a", title: text, source: "1", scope: .school, owner: .role("ib"), urgency: .normal, help: text, term: term("1w"), startsByHand: true,
            outcomes: [outcome("x")])
        #expect(Catalogue(kinds: [school], roles: roles).shortcomings == [])
    }

    @Test("only a kind that keeps its case from whoever would be asked closes it without that question")
    func closing() {
        func kind(keptFrom role: RoleID) -> Kind {
            self.kind(
                "a", owner: "bestuur", excludes: [role], takesOver: ["ib": "bestuur", "directie": "bestuur"],
                Outcome(id: "gesloten", title: text, closesCase: true))
        }
        #expect(shortcomings(kind(keptFrom: "ib")) == [])
        #expect(
            shortcomings(kind(keptFrom: "directie")) == [
                "kind a, outcome gesloten, closes_case: closes the case, and nobody is asked whether it can close"
            ])
    }

    @Test("a kind that nobody starts and nothing leads to is found, also when such kinds lead to each other")
    func unreachable() {
        let lost = "cannot be reached from anything that people start"
        #expect(
            shortcomings(
                kind("a", outcome("x", "b")), kind("b", start: false, ends), kind("c", start: false, outcome("x", "d"), ends),
                kind("d", start: false, outcome("x", "c")))
                == ["kind c: \(lost)", "kind d: \(lost)"])
        let later = outcome("x", "a", except: exception(.times(2), also: "b"))
        let first = kind("c", outcome("x", "d after talk"))
        #expect(
            shortcomings(
                kind("a", later), kind("b", start: false, ends), first, kind("d", start: false, ends),
                kind("talk", start: false, Outcome(id: "x", title: text, ends: true, completesFrom: 1))) == [])
    }

    // MARK: Endless answers

    private let endless = "asks the same again without end, and nobody else ever hears of it"

    @Test("an answer that asks the same again brings in another after some times, in place of it or besides")
    func endlessAnswers() {
        #expect(shortcomings(kind("a", outcome("x", "a in 3sd"), ends)) == ["kind a, outcome x: \(endless)"])
        #expect(
            shortcomings(kind("a", outcome("x", "a", except: exception(.times(3), instead: "a in 1d")), ends)) == ["kind a, outcome x: \(endless)"])
        #expect(shortcomings(kind("a", outcome("x", "a", except: exception(.times(3), also: "b")), ends), kind("b", ends)) == [])
        #expect(shortcomings(kind("a", outcome("x", "a", except: exception(.inARow(2), instead: "b")), ends), kind("b", ends)) == [])
        #expect(shortcomings(kind("a", outcome("x", "a", "b"), ends), kind("b", ends)) == [])
        // The check of the file is nobody else.
        #expect(shortcomings(kind("a", outcome("x", "a", "nakijken"), ends)) == ["kind a, outcome x: \(endless)"])
    }

    @Test("what is small, does not count, or belongs to the last whom anything is given to may be asked again without end")
    func smallOnes() {
        #expect(shortcomings(kind("a", policy: "quiet", outcome("x", "a"), ends)) == [])
        #expect(shortcomings(kind("a", policy: "normal", outcome("x", "a"), ends)) == ["kind a, outcome x: \(endless)"])
        #expect(shortcomings(kind("a", counts: false, outcome("x", "a"), ends)) == [])
        #expect(shortcomings(kind("a", owner: "bestuur", outcome("x", "a"), ends)) == [])
        #expect(shortcomings(kind("a", owner: "directie", outcome("x", "a"), ends)) == ["kind a, outcome x: \(endless)"])
        #expect(
            shortcomings(kind("a", owner: "directie", outcome("x", "a"), ends), kind("b", owner: "bestuur", takesOver: ["ib": "directie"], ends))
                == [])
        #expect(shortcomings(kind("a", scope: .school, outcome("x", "a"))) == [])
    }

    // MARK: Work of those who are kept out

    @Test("what can follow in a case is not given to a role that is kept out of it")
    func keptOut() {
        let said = "kind a, excludes: \"directie\" hears nothing of the case and has to do c in it"
        let (later, last) = (kind("b", start: false, outcome("x", "c")), kind("c", owner: "directie", start: false, ends))
        #expect(shortcomings(kind("a", excludes: ["directie"], outcome("x", "b")), later, last) == [said])
        #expect(
            shortcomings(kind("a", owner: "bestuur", excludes: ["directie"], takesOver: ["directie": "bestuur"], outcome("x", "b")), later, last)
                == [])
        // The check that comes round in every case is the IB's.
        #expect(
            shortcomings(kind("a", owner: "bestuur", excludes: ["ib"], ends)) == [
                "kind a, excludes: \"ib\" hears nothing of the case and has to do nakijken in it"
            ])
        #expect(shortcomings(kind("a", owner: "bestuur", excludes: ["directie"], ends), kind("los", owner: "directie", ends)) == [])
    }
}
