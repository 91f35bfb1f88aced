import Foundation
import Testing

@testable import FollowUps

/// A kind with as little said as possible.
func kind(
    _ id: KindID, scope: Kind.Scope = .case, owner: Kind.OwnerRule = .role("ib"), urgency: Urgency = .normal, term text: String? = "2w",
    repeat interval: String? = nil, contacts: [ContactID] = [], titleGiven: Bool = false, start: Bool = true, counts: Bool = true,
    excludes: [RoleID] = [], _ outcomes: Outcome...
) -> Kind {
    Kind(
        id: id, title: LocalizedText(nl: id.rawValue), source: "5a", scope: scope, owner: owner, urgency: urgency, term: text.map { term($0) },
        repeat: interval.map { term($0) }, contacts: contacts, titleGiven: titleGiven, startsByHand: start,
        countsForCase: counts, excludes: excludes, outcomes: outcomes)
}

func outcome(_ id: OutcomeID, _ then: String..., except exceptions: Outcome.Exception..., ends: Bool = false) -> Outcome {
    Outcome(id: id, title: LocalizedText(nl: id.rawValue), then: then.compactMap { Consequence($0) }, exceptions: exceptions, ends: ends)
}

func exception(_ condition: Outcome.Exception.Condition, also: String...) -> Outcome.Exception {
    .init(condition, then: also.compactMap { Consequence($0) }, isAddition: true)
}

func exception(_ condition: Outcome.Exception.Condition, instead: String...) -> Outcome.Exception {
    .init(condition, then: instead.compactMap { Consequence($0) }, isAddition: false)
}

let roles = ["ib", "directie", "bestuur"].map { Role(id: RoleID($0), title: LocalizedText(nl: $0)) }

@Suite("The catalogue")
struct CatalogueTests {
    private let sound = Catalogue(
        kinds: [
            kind("hulp", outcome("ja", "effect"), outcome("nee", "gesprek in 3sd")),
            kind("effect", outcome("goed", "effect"), outcome("klaar", ends: true)),
            kind("gesprek", term: nil, outcome("besproken", ends: true)),
            kind("training", scope: .employee, owner: .employee, term: nil, repeat: "24m", outcome("behaald"), outcome("gemist", "training in 4w")),
            kind("evalueren", scope: .school, term: nil, repeat: "12m", contacts: ["amk"], outcome("goed"), outcome("punten", "verbeter")),
            kind("verbeter", scope: .school, outcome("klaar")),
            kind("taak", scope: .free, term: nil, titleGiven: true, outcome("klaar")),
        ], roles: roles)

    @Test("a sound catalogue has no problems")
    func soundness() {
        #expect(sound.problems(contacts: ["amk"]) == [])
    }

    @Test("every mistake is found, each at its key")
    func mistakes() {
        let broken = Catalogue(
            kinds: [
                kind(
                    "a", owner: .role("juf"), contacts: ["onbekend"], outcome("weg"), outcome("fout", "bestaat-niet"),
                    outcome("beide", "b", ends: true)),
                kind("b"),
                kind("c", owner: .employee, outcome("x", ends: true), outcome("x", ends: true)),
                kind("d", outcome("geen-termijn", "e"), outcome("over-iemand", "f"), outcome("titel", "g in 2w")),
                kind("e", term: nil, outcome("klaar", ends: true)),
                kind("f", scope: .employee, owner: .employee, outcome("klaar")),
                kind("g", scope: .free, repeat: "1w", titleGiven: true, outcome("klaar", "e in 1w")),
                kind("h", outcome("stil", "a", except: .init(.times(2), then: [], isAddition: false))),
                kind("c", outcome("y", ends: true)),
            ], roles: roles + [Role(id: "ib", title: LocalizedText(nl: "nog eens"))])
        let keys = broken.problems(contacts: ["amk"]).map { "\($0.key): \($0.message.split(separator: ";")[0])" }
        #expect(
            keys == [
                "kind c: stands there more than once",
                "role ib: stands there more than once",
                "kind a, owner: there is no role \"juf\"",
                "kind a, outcome weg: leads nowhere, so a case could fall silent",
                "kind a, outcome fout: there is no kind \"bestaat-niet\" for it to lead to",
                "kind a, outcome beide: says that it ends and also what follows",
                "kind b: has no outcome, so it could never be closed",
                "kind c, owner: only a kind with scope \"employee\" can belong to the employee",
                "kind c, outcome x: stands there more than once",
                "kind d, outcome geen-termijn: \"e\" has no term of its own",
                "kind d, outcome over-iemand: \"f\" is about an employee and \"d\" is not, so nobody knows which",
                "kind d, outcome titel: \"g\" gets its title from whoever opens it and cannot be opened by an outcome",
                "kind g: gets its title from whoever opens it, so it cannot come back by itself",
                "kind g, outcome klaar: \"e\" is about a case and \"g\" is not, so nobody knows which",
                "kind h, outcome stil: leads nowhere after some times, so a case could fall silent",
                "kind a, contacts: there is no contact \"onbekend\" in the configuration",
            ])
    }

    @Test("a role falls to one that there is, and not back to itself")
    func fallbacks() {
        func problems(_ fallbacks: [(RoleID, RoleID?)]) -> [String] {
            Catalogue(kinds: [], roles: fallbacks.map { Role(id: $0.0, title: LocalizedText(nl: "R"), fallback: $0.1) })
                .problems(contacts: []).map { "\($0.key): \($0.message.split(separator: ",")[0])" }
        }
        #expect(problems([("leerkracht", "ib"), ("ib", nil)]) == [])
        #expect(problems([("leerkracht", "bi"), ("ib", nil)]) == ["role leerkracht, else: there is no role \"bi\"; roles are \"leerkracht\""])
        #expect(
            problems([("a", "b"), ("b", "c"), ("c", "b")]) == [
                "role b, else: comes back to the role itself", "role c, else: comes back to the role itself",
            ])
    }

    @Test("an outcome that closes the case ends, and only a case has anything to keep going or close")
    func closingCases() {
        let close = Outcome(id: "gesloten", title: LocalizedText(nl: "Gesloten"), closesCase: true)
        #expect(close.ends)
        func problems(_ scope: Kind.Scope, counts: Bool, _ outcome: Outcome) -> [String] {
            let kind = Kind(
                id: "a", title: LocalizedText(nl: "A"), source: "3", scope: scope, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                startsByHand: true, countsForCase: counts, outcomes: [outcome])
            return Catalogue(kinds: [kind], roles: roles).problems(contacts: []).map(\.key)
        }
        #expect(problems(.case, counts: false, close) == [])
        #expect(problems(.school, counts: true, outcome("klaar")) == [])
        #expect(problems(.school, counts: false, close) == ["kind a, counts", "kind a, outcome gesloten, closes_case"])
        let both = Outcome(id: "gesloten", title: LocalizedText(nl: "Gesloten"), then: [Consequence("a")], closesCase: true)
        #expect(problems(.case, counts: true, both) == ["kind a, outcome gesloten"])
    }

    @Test("a kind keeps its case from roles that there are, and not from whoever has to do it")
    func excludes() {
        #expect(problems(kind("a", excludes: ["directie"], outcome("x", ends: true))) == [])
        #expect(
            problems(
                kind("a", excludes: ["juf"], outcome("x", ends: true)),
                kind("b", owner: .role("directie"), excludes: ["directie"], outcome("x", ends: true)),
                kind("c", scope: .school, excludes: ["directie"], outcome("x"))) == [
                    "kind a, excludes: there is no role \"juf\"", "kind b, excludes: \"directie\" has to do it, and so has to hear of it",
                    "kind c, excludes: only a kind with scope \"case\" has a case to keep from anybody",
                ])
    }

    private func problems(_ kinds: Kind...) -> [String] {
        Catalogue(kinds: kinds, roles: roles).problems(contacts: []).map { "\($0.key): \($0.message.split(separator: ";")[0])" }
    }

    @Test("only a case has somebody who leaves, and has its term of keeping from the configuration")
    func leaving() {
        func problems(_ scope: Kind.Scope, leaves: Bool, retention: Term?) -> [String] {
            let kind = Kind(
                id: "a", title: LocalizedText(nl: "A"), source: "3", scope: scope, owner: .role("ib"), urgency: .normal, term: Term(1, .weeks),
                startsByHand: true, retention: retention,
                outcomes: [Outcome(id: "x", title: LocalizedText(nl: "X"), ends: true, leaves: leaves)])
            return Catalogue(kinds: [kind], roles: roles).problems(contacts: []).map(\.key)
        }
        #expect(problems(.case, leaves: true, retention: nil) == [])
        #expect(problems(.school, leaves: false, retention: Term(24, .months)) == [])
        #expect(problems(.case, leaves: false, retention: Term(24, .months)) == ["kind a, retention"])
        #expect(problems(.free, leaves: true, retention: nil) == ["kind a, outcome x, leaves"])
    }

    @Test("an outcome that asks for the day agreed on has something due then, which needs no term, and nothing else has")
    func agreements() {
        func asking(_ then: String...) -> Outcome {
            Outcome(id: "x", title: LocalizedText(nl: "X"), then: then.compactMap { Consequence($0) }, asksDue: true)
        }
        let end = outcome("klaar", ends: true)
        #expect(problems(kind("a", asking("b on due")), kind("b", term: nil, end)) == [])
        #expect(problems(kind("a", asking("a on due"))) == [])
        #expect(problems(kind("a", asking("b")), kind("b", end)) == ["kind a, outcome x, asks: asks for a day on which nothing is due"])
        #expect(
            problems(kind("a", outcome("x", "b on due")), kind("b", end)) == ["kind a, outcome x: \"b\" is due on a day for which nobody is asked"])
        #expect(
            problems(kind("a", asking("b on due")), kind("b", urgency: .acute, term: "0h", end)) == [
                "kind a, outcome x: \"b\" is acute, and what is acute waits for no day"
            ])
    }

    @Test("a ring of consequences without a term is found, once, whatever leads into it")
    func rings() {
        #expect(
            problems(
                kind("a", outcome("x", "b")), kind("b", outcome("x", "c in 0d"), outcome("y", ends: true)),
                kind("c", term: "0sd", outcome("x", "d")), kind("d", term: "0h", outcome("x", "b in 5h"), outcome("y", "c")))
                == [
                    "kind b: comes back without any time in between: b → c → d → b",
                    "kind c: comes back without any time in between: c → d → c",
                ])
        #expect(problems(kind("a", term: "0d", outcome("x", "a"))) == ["kind a: comes back without any time in between: a → a"])
        #expect(problems(kind("a", urgency: .acute, term: "1h", outcome("x", "a"))) == [])
        #expect(problems(kind("a", term: "0d", outcome("x", "b")), kind("b", term: "1sd", outcome("x", "a"))) == [])
        // It goes round no longer than until another hears of it.
        #expect(
            problems(kind("a", term: "0d", outcome("x", "a", except: exception(.times(2), also: "b"))), kind("b", outcome("x", ends: true))) == [])
        #expect(
            problems(kind("a", term: "0d", outcome("x", "a", except: exception(.times(2), also: "a in 1d"))))
                == ["kind a: comes back without any time in between: a → a"])
    }

    @Test("an outcome of a case leads on within the case: a school's follow-up or the check of the file keeps no case going")
    func silence() {
        let school = kind("verbeter", scope: .school, outcome("klaar"))
        let check = kind("controle", counts: false, outcome("in-orde", "controle"))
        #expect(
            problems(
                kind("a", outcome("x", "verbeter"), outcome("y", "controle"), outcome("z", "a", "verbeter")),
                kind("b", outcome("x", "a", except: exception(.times(2), instead: "verbeter"))), school, check)
                == [
                    "kind a, outcome x: leads to nothing that keeps the case going, so it could fall silent",
                    "kind a, outcome y: leads to nothing that keeps the case going, so it could fall silent",
                    "kind b, outcome x: leads nowhere after some times, so a case could fall silent",
                ])
    }

    @Test("a kind may be shortened to a start, and one that is called so is meant before others that start so")
    func shortened() {
        let catalogue = Catalogue(kinds: [kind("amk"), kind("amk-opnieuw"), kind("amk-advies"), kind("weging")], roles: [])
        #expect(catalogue.kinds(startingWith: "w").map(\.id) == ["weging"])
        #expect(catalogue.kinds(startingWith: "amk-").map(\.id) == ["amk-opnieuw", "amk-advies"])
        #expect(catalogue.kinds(startingWith: "amk").map(\.id) == ["amk"])
        #expect(catalogue.kinds(startingWith: "x").isEmpty)
    }

    @Test("a consequence is a kind, a term when it has its own, from which day it counts, and what comes first")
    func consequences() {
        #expect(Consequence("weging") == Consequence("weging"))
        #expect(Consequence("weging in 3sd") == Consequence("weging", in: term("3sd")))
        #expect(Consequence("training in 24m from date") == Consequence("training", in: term("24m"), countsFromDate: true))
        #expect(Consequence("training from date")?.description == "training from date")
        #expect(Consequence("weging after gesprek") == Consequence("weging", after: "gesprek"))
        let all = Consequence("weging in 3sd from date after gesprek")
        #expect(all == Consequence("weging", in: term("3sd"), countsFromDate: true, after: "gesprek"))
        #expect(all?.description == "weging in 3sd from date after gesprek" && all?.possibleKinds == ["weging", "gesprek"])
        let agreed = Consequence("weging on due after gesprek")
        #expect(agreed == Consequence("weging", isDueAsAgreed: true, after: "gesprek") && agreed?.description == "weging on due after gesprek")
        for text in ["weging in 3sd on due", "weging on due from date", "weging from date on due", "on due", "weging on"] {
            #expect(Consequence(text) == nil, "\(text)")
        }
        for text in ["after gesprek", "weging after", "weging after gesprek in 3sd"] { #expect(Consequence(text) == nil) }
        for text in ["", "weging in", "weging in x", "weging 3sd", "in 3sd", "weging in 3sd from", "from date"] { #expect(Consequence(text) == nil) }
    }
}

@Suite("What an outcome leads to")
struct OutcomeTests {
    private func kinds(_ outcome: Outcome, times: Int = 1, inARow: Int = 1, round: Int = 1) -> [String] {
        outcome.consequences(.init(times: times, inARow: inARow, round: round)).map(\.description)
    }

    @Test("the second time and later, others follow in place of the usual ones")
    func times() {
        let no = outcome("nee", "oudergesprek in 3sd", except: exception(.times(2), instead: "weging", "opschaling"))
        #expect(kinds(no) == ["oudergesprek in 3sd"])
        #expect(kinds(no, times: 2) == ["weging", "opschaling"])
        #expect(kinds(no, times: 5) == ["weging", "opschaling"])
        #expect(kinds(no, times: 1, inARow: 2, round: 9) == ["oudergesprek in 3sd"])
    }

    @Test("in a row starts anew after another outcome")
    func inARow() {
        let good = outcome("goed", "effect", except: exception(.inARow(2), instead: "evalueren"))
        #expect(kinds(good, times: 7) == ["effect"])
        #expect(kinds(good, times: 2, inARow: 2) == ["evalueren"])
    }

    @Test("from a round on, others follow as well, each once")
    func round() {
        let bad = outcome("onvoldoende", "opnieuw", except: exception(.round(3), also: "opschaling", "opnieuw"))
        #expect(kinds(bad, round: 2) == ["opnieuw"])
        #expect(kinds(bad, round: 3) == ["opnieuw", "opschaling"])
    }

    @Test("of several replacements the last one that applies counts, and additions come on top of it")
    func several() {
        let mixed = outcome(
            "x", "a", except: exception(.times(2), instead: "b"), exception(.times(3), instead: "c"), exception(.round(2), also: "d"))
        #expect(kinds(mixed) == ["a"])
        #expect(kinds(mixed, times: 2) == ["b"])
        #expect(kinds(mixed, times: 3, round: 2) == ["c", "d"])
    }
}
