import Testing

@testable import FollowUps

@Suite("What a catalogue says about the life of a case")
struct CaseFormTests {
    private func problems(
        _ kinds: [Kind], case caseKinds: CaseKinds = CaseKinds(), _ protections: Protection..., contacts: [Contact] = []
    ) -> [String] {
        Catalogue(kinds: kinds, roles: roles, caseKinds: caseKinds, protections: protections, contacts: contacts).problems(contacts: [])
            .map { "\($0.key): \($0.message.split(separator: ";")[0])" }
    }

    private let ends = outcome("x", ends: true)

    private var closing: Kind {
        Kind(
            id: "sluiten", title: LocalizedText(nl: "Sluiten"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: term("1w"),
            outcomes: [Outcome(id: "gesloten", title: LocalizedText(nl: "Gesloten"), closesCase: true)])
    }

    // MARK: [case]

    @Test("[case] names kinds that fit what a case asks them for, and makes them reachable")
    func caseKinds() {
        let kinds = [
            kind("begin", start: false, ends), kind("nakijken", start: false, counts: false, outcome("x", "nakijken")),
            kind("stil", start: false, counts: false, ends), closing,
        ]
        #expect(problems(kinds, case: CaseKinds(start: "begin", check: "nakijken", alarm: "stil", closing: "sluiten")) == [])
    }

    static let wrong: [(CaseKinds, Kind, String)] = [
        (CaseKinds(start: "weg"), kind("a", outcome("x", ends: true)), "[case] start: there is no kind \"weg\""),
        (CaseKinds(start: "a"), kind("a", scope: .school, outcome("x")), "[case] start: \"a\" has scope \"school\""),
        (
            CaseKinds(start: "a"), kind("a", titleGiven: true, outcome("x", ends: true)),
            "[case] start: \"a\" gets its title from whoever opens it"
        ),
        (CaseKinds(start: "a"), kind("a", term: nil, outcome("x", ends: true)), "[case] start: \"a\" has no term"),
        (CaseKinds(start: "a"), kind("a", counts: false, outcome("x", ends: true)), "[case] start: \"a\" keeps no case going"),
        (CaseKinds(check: "a"), kind("a", outcome("x", "a")), "[case] check: \"a\" would keep its case open for ever"),
        (CaseKinds(check: "a"), kind("a", counts: false, outcome("x", ends: true)), "[case] check: \"a\" does not come round"),
        (
            CaseKinds(alarm: "a"), kind("a", outcome("x", ends: true)),
            "[case] alarm: \"a\" tells that nothing is open that counts, and so may not count"
        ),
        (CaseKinds(closing: "a"), kind("a", outcome("x", ends: true)), "[case] closing: \"a\" has no outcome that closes the case"),
        (CaseKinds(owner: "juf"), kind("a", outcome("x", ends: true)), "[case] owner: there is no role \"juf\""),
        (
            CaseKinds(alarm: "a", owner: "ib"), kind("a", counts: false, outcome("x", ends: true)),
            "[case] owner: has the alarm only where no kind is named for it, and \"a\" has an owner"
        ),
    ]

    @Test("[case] that names a kind which does not fit is refused", arguments: wrong.indices)
    func misfit(index: Int) {
        let (caseKinds, kind, problem) = Self.wrong[index]
        #expect(problems([kind], case: caseKinds) == [problem])
    }

    @Test("[case] names no kind twice")
    func twice() {
        let check = kind("a", counts: false, outcome("x", "a"))
        #expect(problems([check], case: CaseKinds(check: "a", alarm: "a")) == ["[case] alarm: \"a\" stands under check too"])
    }

    @Test("where no kind is named for the alarm there is one of the program's own, of the owner of cases or else the first role")
    func alarm() {
        #expect(Catalogue(kinds: [], roles: roles).alarm?.owner == .role("ib"))
        let owned = Catalogue(kinds: [], roles: roles, caseKinds: CaseKinds(owner: "directie"))
        #expect(owned.alarm?.owner == .role("directie") && owned.alarm?.outcomes.map(\.ends) == [true])
        #expect(owned.kindsThatDoNotCount == ["silent-case"] && owned.kind("silent-case") == owned.alarm)
        let named = Catalogue(
            kinds: [kind("stil", owner: .role("bestuur"), counts: false, ends)], roles: roles, caseKinds: CaseKinds(alarm: "stil"))
        #expect(named.alarm?.id == "stil" && named.kind("silent-case") == nil)
    }

    @Test("no kind is called as the program calls its own alarm")
    func alarmName() {
        let taken = kind("silent-case", counts: false, ends)
        #expect(problems([taken]) == ["kind silent-case: is what the program calls its own alarm"])
        #expect(problems([taken], case: CaseKinds(alarm: "silent-case")) == [])
    }

    // MARK: What comes after what

    private func talk(completes: Int? = 1) -> Kind {
        kind("gesprek", Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true, completesFrom: completes))
    }

    @Test("a consequence can wait for a kind that something completes")
    func after() {
        #expect(problems([kind("a", start: true, outcome("x", "b after gesprek")), kind("b", start: false, ends), talk()]) == [])
        // The talk is reached by it.
        let unstarted = Kind(
            id: "gesprek", title: LocalizedText(nl: "G"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: term("1w"),
            outcomes: [Outcome(id: "klaar", title: LocalizedText(nl: "K"), ends: true, completesFrom: 1)])
        #expect(problems([kind("a", outcome("x", "b after gesprek")), kind("b", start: false, ends), unstarted]) == [])
    }

    @Test("what a consequence waits for exists, can be completed, has a term, and is another kind of a case")
    func badAfter() {
        func after(_ text: String, scope: Kind.Scope = .case, _ other: Kind) -> [String] {
            problems([kind("a", scope: scope, outcome("x", text)), kind("b", scope: scope, ends), other])
        }
        #expect(after("b after weg", talk()) == ["kind a, outcome x: there is no kind \"weg\""])
        #expect(after("b after gesprek", talk(completes: nil)) == ["kind a, outcome x: \"gesprek\" has no outcome that completes it"])
        #expect(after("gesprek after gesprek", talk()) == ["kind a, outcome x: \"gesprek\" cannot come after itself"])
        #expect(
            after("b after gesprek", scope: .school, talk()) == ["kind a, outcome x: \"after\" holds within a case, and \"a\" is about none"])
        let open = Kind(
            id: "gesprek", title: LocalizedText(nl: "G"), source: "3", scope: .case, owner: .role("ib"), urgency: .normal, term: nil,
            startsByHand: true, outcomes: [Outcome(id: "klaar", title: LocalizedText(nl: "K"), ends: true, completesFrom: 1)])
        #expect(after("b after gesprek", open) == ["kind a, outcome x: \"gesprek\" may be opened first and has no term of its own"])
    }

    // MARK: Keys of a kind

    private func custom(with change: (scope: Kind.Scope, expects: [KindID], hasOwnCase: Bool, takesOver: [RoleID: RoleID])) -> Kind {
        Kind(
            id: "a", title: LocalizedText(nl: "A"), source: "1", scope: change.scope, owner: .role("bestuur"), urgency: .normal,
            takesOver: change.takesOver,
            term: term("1w"), startsByHand: true, excludes: change.scope == .case ? ["ib"] : [], expects: change.expects,
            hasOwnCase: change.hasOwnCase,
            outcomes: [ends])
    }

    @Test("own_case, expects and takes_over are about cases")
    func scopes() {
        #expect(problems([custom(with: (.case, ["gesprek"], true, ["ib": "bestuur"])), talk()]) == [])
        #expect(
            problems([custom(with: (.school, ["gesprek"], true, ["ib": "bestuur"])), talk()]) == [
                "kind a, own_case: only a kind with scope \"case\" can begin a case",
                "kind a, expects: only a kind with scope \"case\" has a case in which something came before",
                "kind a, takes_over: only a kind with scope \"case\" has a case to take over",
            ])
    }

    @Test("expects names a kind that something completes")
    func expects() {
        #expect(
            problems([custom(with: (.case, ["weg", "gesprek"], false, [:])), talk(completes: nil)]) == [
                "kind a, expects: there is no kind \"weg\"", "kind a, expects: \"gesprek\" has no outcome that completes it",
            ])
    }

    @Test("takes_over names roles that there are, and gives to one that hears of the case and keeps what it has")
    func takesOver() {
        func problem(_ takesOver: [RoleID: RoleID]) -> [String] { problems([custom(with: (.case, [], false, takesOver))]) }
        #expect(problem(["juf": "bestuur"]) == ["kind a, takes_over: there is no role \"juf\""])
        #expect(problem(["directie": "ib"]) == ["kind a, takes_over: \"ib\" would have it and hear nothing of it"])
        #expect(
            problem(["ib": "directie", "directie": "bestuur"]) == ["kind a, takes_over: \"directie\" takes over and is taken over"])
        #expect(problem(["bestuur": "directie"]) == ["kind a, takes_over: \"bestuur\" has to do it, and loses it by its opening"])
    }

    @Test("only what is about a case is completed in one")
    func completes() {
        let school = kind("a", scope: .school, Outcome(id: "x", title: LocalizedText(nl: "X"), completesFrom: 1))
        #expect(problems([school]) == ["kind a, outcome x, completes: only a kind with scope \"case\" is completed in a case"])
    }

    @Test("a partner that the catalogue brings need not be in the configuration, and the configuration's own comes first")
    func contacts() {
        let inspector = Contact(id: "inspecteur", name: "Inspecteur", phone: "0900 111 3 111")
        #expect(problems([kind("a", contacts: ["inspecteur"], ends)], contacts: [inspector]) == [])
        let catalogue = Catalogues(Catalogue(kinds: [], roles: [], contacts: [inspector]))
        #expect(catalogue.contacts(besides: []) == [inspector])
        let own = Contact(id: "eigen", name: "Eigen", phone: "112", also: ["inspecteur"])
        #expect(catalogue.contacts(besides: [own]) == [own])
        let ofOneSchool = Contact(id: "inspecteur", name: "Eigen", phone: "112", schools: ["vlieger"])
        #expect(catalogue.contacts(besides: [ofOneSchool]) == [ofOneSchool, inspector])
    }

    // MARK: Protections

    private func protection(
        begins: [KindID] = ["spoed"], ends: [OutcomeReference] = [OutcomeReference("spoed", "mag")], withdraws: [KindID] = ["ouder"],
        instead: KindID = "bellen", of: [KindID: KindID] = [:], from: [KindID: KindID] = [:]
    ) -> Protection {
        Protection(
            id: "eerst", title: LocalizedText(nl: "Eerst bellen"), begins: begins, ends: ends, withdraws: withdraws, instead: instead, insteadOf: of,
            insteadFrom: from)
    }

    private let protected = [
        kind("spoed", outcome("mag", ends: true)), kind("ouder", outcome("x", ends: true)), kind("bellen", outcome("x", ends: true)),
        kind("wegen", outcome("x", ends: true)),
    ]

    @Test("a protection puts its replacement where one of its kinds would follow, whatever term that had")
    func replaces() {
        let protection = protection(of: ["vertellen": "melden"], from: ["bellen": "wegen"])
        func replaced(_ text: String, from source: KindID) -> String? {
            Consequence(text).map { protection.replacement(for: $0, from: source).description }
        }
        #expect(replaced("ouder in 3sd", from: "spoed") == "bellen")
        #expect(replaced("ouder", from: "bellen") == "wegen")
        #expect(replaced("vertellen", from: "bellen") == "melden")
        #expect(replaced("wegen in 1d", from: "spoed") == "wegen in 1d")
        #expect(protection.forbids("ouder") && protection.forbids("vertellen") && !protection.forbids("melden"))
    }

    @Test("a protection is of kinds that there are, begins and ends, and opens nothing that it withdraws")
    func protections() {
        #expect(problems(protected, protection(of: ["wegen": "bellen"], from: ["spoed": "spoed"])) == [])
        #expect(problems(protected, protection(begins: [])) == ["protection eerst, begins: is empty, so it would never hold"])
        #expect(problems(protected, protection(ends: [])) == ["protection eerst, ends: is empty, so it would never end"])
        #expect(problems(protected, protection(withdraws: [])) == ["protection eerst, withdraws: is empty, so it would keep nothing from anybody"])
        #expect(problems(protected, protection(withdraws: ["weg"])) == ["protection eerst, withdraws: there is no kind \"weg\""])
        #expect(problems(protected, protection(of: ["weg": "bellen"])) == ["protection eerst, instead_of: there is no kind \"weg\""])
        #expect(
            problems(protected, protection(ends: [OutcomeReference("spoed", "weg"), OutcomeReference("weg", "x")])) == [
                "protection eerst, ends: \"spoed\" has no outcome \"weg\"", "protection eerst, ends: there is no kind \"weg\"",
            ])
        #expect(
            problems(protected, protection(withdraws: ["ouder", "spoed"])) == ["protection eerst, begins: \"spoed\" would withdraw itself"])
        #expect(
            problems(protected, protection(instead: "ouder")) == ["protection eerst, instead: \"ouder\" would be opened and may not be open"])
        #expect(
            problems(protected, protection(from: ["bellen": "ouder"])) == ["protection eerst, instead: \"ouder\" would be opened and may not be open"]
        )
        #expect(problems(protected, protection(), protection()) == ["protection eerst: stands there more than once"])
        let school = kind("verbeter", scope: .school, outcome("x"))
        #expect(
            problems(protected + [school], protection(begins: ["spoed", "verbeter"])) == [
                "protection eerst, begins: \"verbeter\" has scope \"school\""
            ])
    }
}
