import Testing

@testable import FollowUps

@Suite("Rules of a protocol, proven over every path of answers")
struct RuleCheckerTests {
    private let talk = kind("gesprek", start: false, Outcome(id: "klaar", title: LocalizedText(nl: "Klaar"), ends: true, completesFrom: 1))

    // MARK: What may never happen

    @Test("what a rule forbids is told as the shortest story that leads there")
    func shortest() {
        let catalogue = Catalogue.withRules(
            kind("begin", outcome("lang", "tussen"), outcome("kort", "weging")), kind("tussen", start: false, outcome("klaar", "weging")),
            kind("weging", start: false, outcome("klaar", ends: true)), rules: rule(never("weging")))
        #expect(catalogue.verdict == "the case begins with begin; opens begin in 2w | begin → kort; opens weging in 2w | weging is opened")
    }

    @Test("until what a rule waits for, and not after it")
    func until() {
        let weighing = kind("weging", start: false, outcome("klaar", ends: true))
        func verdict(_ begin: Kind, _ others: Kind...) -> String {
            Catalogue(
                kinds: [begin, weighing, talk] + others + [Catalogue.closingKind], roles: roles,
                caseKinds: CaseKinds(start: "begin", closing: "sluiten"), rules: [rule(never("weging"), until: "completed gesprek")]
            ).verdict
        }
        #expect(verdict(kind("begin", outcome("zorg", "weging after gesprek"))) == "holds")
        #expect(verdict(kind("begin", outcome("zorg", "weging"))).hasSuffix("begin → zorg; opens weging in 2w | weging is opened"))
        // By the talk and what it leads to.
        #expect(verdict(kind("begin", outcome("zorg", "gesprek")), kind("later", outcome("x", "weging after gesprek"))) == "holds")
    }

    @Test("what follows from an answer that is excepted, that asks why, or from a hand, may be excepted")
    func unless() {
        func verdict(_ exception: String, reason: Bool = false, start: Bool = false) -> String {
            let answer = Outcome(id: "zorg", title: LocalizedText(nl: "Zorg"), then: [Consequence("weging")], needsReason: reason)
            return Catalogue.withRules(
                kind("begin", start: true, answer), kind("weging", start: start, outcome("klaar", ends: true)),
                rules: rule(never("weging", unless: exception))
            ).verdict
        }
        #expect(verdict("begin zorg") == "holds")
        #expect(verdict("begin *") == "holds")
        #expect(verdict("reason", reason: true) == "holds")
        #expect(verdict("reason").hasSuffix("weging is opened"))
        #expect(verdict("begin *", start: true) == "the case begins with weging; opens weging in 2w | weging is opened")
        #expect(verdict("by hand", start: true).hasSuffix("begin → zorg; opens weging in 2w | weging is opened"))
    }

    @Test("a case does not close before what a rule waits for, also when several things are open at once")
    func closes() {
        func verdict(_ then: String...) -> String {
            Catalogue.withRules(
                kind("begin", Outcome(id: "gemeld", title: LocalizedText(nl: "Gemeld"), then: then.compactMap { Consequence($0) })),
                kind("kijken", start: false, outcome("beter", ends: true)), kind("opschrijven", outcome("klaar", ends: true)),
                rules: rule(never("case closed"), after: "begin gemeld", until: "kijken *")
            ).verdict
        }
        #expect(verdict("kijken", "opschrijven") == "holds")
        #expect(
            verdict("opschrijven")
                == "the case begins with begin; opens begin in 2w | begin → gemeld; opens opschrijven in 2w | opschrijven → klaar; opens sluiten in 1w"
                + " | sluiten → gesloten; the case is closed | the case is closed")
    }

    @Test("a case is closed by hand only where it has been asked whether it can close")
    func byHand() {
        let kinds = [kind("begin", outcome("klaar", ends: true)), kind("index", counts: false, outcome("klaar", ends: true))]
        func verdict(_ other: Kind, closing: KindID?) -> String {
            Catalogue(
                kinds: kinds + [other], roles: roles, caseKinds: CaseKinds(start: "begin", closing: closing),
                rules: [rule(never("case closed"), until: "sluiten gesloten")]
            ).verdict
        }
        #expect(verdict(Catalogue.closingKind, closing: "sluiten") == "holds")
        #expect(
            verdict(Catalogue.closingKind, closing: nil)
                == "the case begins with index; opens index in 2w | somebody closes the case by hand; the case is closed | the case is closed")
    }

    @Test("a question that is asked for the third time may lead elsewhere, and a rule sees that")
    func counts() {
        let catalogue = Catalogue.withRules(
            kind("begin", outcome("nog-niet", "begin", except: exception(.times(3), instead: "weging")), outcome("klaar", ends: true)),
            kind("weging", start: false, outcome("klaar", ends: true)), rules: rule(never("weging")))
        #expect(
            catalogue.verdict
                == "the case begins with begin; opens begin in 2w | begin → nog-niet; opens begin in 2w | begin → nog-niet; opens begin in 2w"
                + " | begin → nog-niet; opens weging in 2w | weging is opened")
    }

    @Test("outcomes that come together are one answer, of which each counts")
    func together() {
        func verdict(_ together: [OutcomeID]) -> String {
            let help = Outcome(id: "hulp", title: LocalizedText(nl: "Hulp"), then: [Consequence("helpen")], with: together)
            return Catalogue.withRules(
                kind("begin", outcome("gemeld", "kijken"), help), kind("kijken", start: false, outcome("klaar", ends: true)),
                kind("helpen", start: false, outcome("klaar", ends: true)), rules: rule(.neverOpen(["helpen"]), after: "begin gemeld")
            ).verdict
        }
        // One after the other, where they may not come together.
        #expect(verdict([]).contains(" | somebody opens begin by hand; opens begin in 2w | begin → hulp; opens helpen in 2w | "))
        #expect(
            verdict(["gemeld"])
                == "the case begins with begin; opens begin in 2w | begin → gemeld + hulp; opens kijken in 2w; opens helpen in 2w | helpen is open")
    }

    @Test("a day that people agree on is no question within the days that a rule says")
    func agreed() {
        let answer = Outcome(id: "afgesproken", title: LocalizedText(nl: "A"), then: [Consequence("kijken", isDueAsAgreed: true)], asksDue: true)
        let catalogue = Catalogue.withRules(
            kind("begin", answer), kind("kijken", start: false, outcome("klaar", ends: true)), rules: rule(.within(term("2w")), after: "begin *"))
        #expect(catalogue.verdict.hasSuffix("nothing that counts is asked within 14 days"))
    }

    // MARK: What is open

    private func protected(withdraws: [KindID], ends: String = "nu mag") -> Catalogue {
        .withRules(
            kind("begin", outcome("zorg", "gesprek", "nu")), kind("nu", outcome("mag", ends: true), outcome("nog-niet", "nu", "gesprek")),
            kind("gesprek", outcome("klaar", ends: true)), kind("advies", start: false, outcome("klaar", ends: true)),
            protections: [
                Protection(
                    id: "eerst", title: LocalizedText(nl: "Niet"), begins: ["nu"], ends: [OutcomeReference(ends)].compactMap { $0 },
                    withdraws: withdraws,
                    instead: "advies")
            ],
            rules: rule(.neverOpen(["gesprek"]), after: "nu", until: "nu mag"))
    }

    @Test("what a protection keeps closed stays so until the answer that ends it, however it might be opened")
    func protections() {
        #expect(protected(withdraws: ["gesprek"]).verdict == "holds")
        #expect(
            protected(withdraws: ["begin"]).verdict
                == "the case begins with begin; opens begin in 2w | begin → zorg; opens gesprek in 2w; opens nu in 2w | gesprek is open")
    }

    @Test("an answer to what was opened before a protection began anew does not end it")
    func begunAnew() {
        let catalogue = Catalogue.withRules(
            kind("begin", outcome("klaar", ends: true)), kind("nu", outcome("mag", "gesprek")), kind("ook-nu", outcome("mag", "gesprek")),
            kind("gesprek", start: false, outcome("klaar", ends: true)), kind("advies", start: false, outcome("klaar", ends: true)),
            protections: [
                Protection(
                    id: "eerst", title: LocalizedText(nl: "Niet"), begins: ["nu", "ook-nu"], ends: [.init("nu", "mag"), .init("ook-nu", "mag")],
                    withdraws: ["gesprek"], instead: "advies")
            ],
            rules: rule(.neverOpen(["gesprek"]), after: "nu", until: "nu mag"))
        // The later one may end it.
        #expect(catalogue.verdict.hasSuffix("ook-nu → mag; opens gesprek in 2w | gesprek is open"))
        #expect(!catalogue.verdict.contains("begins with ook-nu"))
    }

    @Test("each answer opens what a rule asks of it, in every state of a case")
    func opens() {
        func verdict(_ outcome: Outcome) -> String {
            Catalogue.withRules(
                kind("begin", outcome), kind("kijken", start: false, FollowUpsTests.outcome("klaar", ends: true)),
                rules: rule(.opens(["kijken"]), after: "begin *")
            ).verdict
        }
        #expect(verdict(outcome("gemeld", "kijken")) == "holds")
        #expect(
            verdict(outcome("gemeld", "begin", "kijken", except: exception(.times(2), instead: "begin")))
                .hasSuffix("kijken → klaar | begin → gemeld; opens begin in 2w | kijken is not open"))
        #expect(verdict(outcome("klaar", ends: true)).hasSuffix("begin → klaar; opens sluiten in 1w | kijken is not open"))
    }

    @Test("the next question that counts comes within the days that a rule says")
    func within() {
        func verdict(_ then: String, within: String = "2w") -> String {
            Catalogue.withRules(
                kind("begin", outcome("niet-genoeg", then, "controle in 1d")), kind("kijken", term: "6w", start: false, outcome("klaar", ends: true)),
                kind("controle", start: false, counts: false, outcome("x", "controle")),
                rules: rule(.within(term(within)), after: "begin niet-genoeg")
            ).verdict
        }
        #expect(verdict("kijken in 2w") == "holds")
        #expect(verdict("kijken in 10sd") == "holds")
        #expect(verdict("kijken in 11sd").hasSuffix("nothing that counts is asked within 14 days"))
        #expect(
            verdict("kijken").hasSuffix("begin → niet-genoeg; opens kijken in 6w; opens controle in 1d | nothing that counts is asked within 14 days")
        )
    }

    // MARK: People

    @Test("roles that a case is kept from own nothing in it and hear nothing, whatever is opened later")
    func keptFrom() {
        func staff(takesOver: [RoleID: RoleID], excludes: [RoleID] = ["ib"]) -> Kind {
            Kind(
                id: "melden", title: LocalizedText(nl: "Melden"), source: "1", scope: .case, owner: .role("bestuur"), urgency: .acute,
                takesOver: takesOver, term: term("0h"), startsByHand: true, excludes: excludes, hasOwnCase: true,
                outcomes: [outcome("loopt", "vervolg"), outcome("klaar", ends: true)])
        }
        func verdict(_ report: Kind) -> String {
            Catalogue.withRules(
                kind("begin", outcome("medewerker", "melden")), report, kind("vervolg", start: false, outcome("klaar", ends: true)),
                rules: rule(.keptFrom(["ib"]), after: "melden")
            ).verdict
        }
        #expect(verdict(staff(takesOver: ["ib": "bestuur"])) == "holds")
        #expect(verdict(staff(takesOver: [:])).hasSuffix("somebody opens begin by hand; opens begin in 2w | begin is of ib"))
        #expect(verdict(staff(takesOver: ["ib": "bestuur"], excludes: [])).hasSuffix("ib may hear of the case"))
    }

    // MARK: The end

    @Test("a case from which no answer comes to its end is told of, with how it comes about")
    func ends() {
        func verdict(_ loop: Outcome...) -> String {
            let again = Kind(
                id: "wachten", title: LocalizedText(nl: "Wachten"), source: "1", scope: .case, owner: .role("ib"), urgency: .normal, term: term("1w"),
                outcomes: loop)
            return Catalogue.withRules(kind("begin", outcome("zorg", "wachten"), outcome("klaar", ends: true)), again, rules: rule(.ends)).verdict
        }
        #expect(verdict(outcome("nog-niet", "wachten"), outcome("klaar", ends: true)) == "holds")
        // The third time in a row is enough.
        #expect(verdict(outcome("goed", "wachten", except: exception(.inARow(3), instead: "sluiten"))) == "holds")
        #expect(
            verdict(outcome("nog-niet", "wachten"))
                == "the case begins with begin; opens begin in 2w | begin → zorg; opens wachten in 1w | from wachten on no answer comes to the end of the case"
        )
    }

    // MARK: The catalogue alone

    @Test("small things never reach a role that a rule names, by policy or as owner")
    func reaches() {
        func verdict(_ owner: RoleID, _ policy: PolicyID?) -> String {
            let small = Kind(
                id: "klein", title: LocalizedText(nl: "Klein"), source: "1", scope: .case, owner: .role(owner), urgency: .normal, policy: policy,
                term: term("1w"), startsByHand: true, outcomes: [outcome("klaar", ends: true)])
            return Catalogue.withRules(kind("begin", outcome("x", ends: true)), small, rules: rule(.neverReaches(["bestuur"], kinds: ["klein"])))
                .verdict
        }
        #expect(verdict("ib", "quiet") == "holds")
        #expect(verdict("ib", nil) == "reminders of klein go to bestuur")
        #expect(verdict("bestuur", "quiet") == "klein is of bestuur")
    }

    @Test("what must be urgent is, and what asks only the same again leads on from some time")
    func others() {
        let kinds = kind("begin", outcome("nog-niet", "begin"), outcome("klaar", ends: true))
        #expect(Catalogue.withRules(kinds, rules: rule(.urgency(.urgent, kinds: ["begin"]))).verdict == "begin is normal")
        #expect(
            Catalogue.withRules(kinds, rules: rule(.anotherFrom(3, except: []))).verdict
                == "begin nog-niet only asks the same of the same person, also from time 3 on")
        #expect(Catalogue.withRules(kinds, rules: rule(.anotherFrom(3, except: ["begin"]))).verdict == "holds")
        let helped = kind("begin", outcome("nog-niet", "begin", except: exception(.times(3), also: "ander")), outcome("klaar", ends: true))
        let other = kind("ander", owner: .role("directie"), start: false, outcome("klaar", ends: true))
        #expect(Catalogue.withRules(helped, other, rules: rule(.anotherFrom(3, except: []))).verdict == "holds")
        #expect(Catalogue.withRules(helped, other, rules: rule(.anotherFrom(2, except: []))).verdict.hasPrefix("begin nog-niet"))
    }

    @Test("a rule that cannot be decided within its budget says how much was not seen")
    func budget() {
        let catalogue = Catalogue.withRules(
            kind("begin", outcome("a", "b"), outcome("klaar", ends: true)), kind("b", outcome("c", "begin")),
            rules: rule(.neverOpen(["b"]), after: "begin a", until: "b *"))
        let verdict = RuleChecker(catalogue, atMost: 0).verdicts()[0]
        guard case .undecided(let why) = verdict.result else {
            Issue.record("\(verdict.text)")
            return
        }
        #expect(why.contains("were not looked at"))
    }
}
