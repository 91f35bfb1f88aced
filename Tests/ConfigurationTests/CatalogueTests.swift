import Configuration
import Foundation
import FollowUps
import Testing

@Suite("The shipped catalogue")
struct CatalogueTests {
    private func catalogue() throws -> Catalogue { try Catalogue.load(templates: Instance.templates.path) }

    private func follow(_ kind: KindID, _ outcome: OutcomeID, times: Int = 1, inARow: Int = 1, round: Int = 1) throws -> [String] {
        let outcome = try #require(try catalogue().kind(kind)?.outcome(outcome))
        return outcome.consequences(.init(times: times, inARow: inARow, round: round)).map(\.description)
    }

    @Test("sends a parent who has not reached the help to a talk, and the second time to weighing and the head of school")
    func arrival() throws {
        #expect(try follow("hulp-aangekomen", "ja") == ["effect-volgen"])
        #expect(try follow("hulp-aangekomen", "wachtlijst", times: 2, inARow: 2, round: 2) == ["hulp-aangekomen in 2w", "effect-volgen in 2w"])
        #expect(
            try follow("hulp-aangekomen", "wachtlijst", times: 3, round: 3) == [
                "hulp-aangekomen in 2w", "effect-volgen in 2w", "weging", "opschaling",
            ])
        #expect(try follow("hulp-aangekomen", "nee") == ["oudergesprek in 3sd", "effect-volgen in 1w"])
        #expect(try follow("hulp-aangekomen", "nee", times: 2) == ["weging", "opschaling"])
        #expect(try follow("hulp-aangekomen", "nee", times: 1, round: 3) == ["oudergesprek in 3sd", "effect-volgen in 1w"])
    }

    @Test("escalates from the third round on whatever does not improve things after a report")
    func report() throws {
        #expect(try follow("amk-opnieuw", "verbeterd", round: 3) == ["effect-volgen"])
        #expect(try follow("amk-opnieuw", "onvoldoende", round: 2) == ["amk-opnieuw in 2w"])
        #expect(try follow("amk-opnieuw", "onvoldoende", round: 3) == ["amk-opnieuw in 2w", "opschaling"])
        #expect(try follow("amk-opnieuw", "opnieuw-melden", round: 4) == ["melding-bespreken", "amk-opnieuw in 2w", "opschaling"])
    }

    @Test("counts a training from the day it was passed, and evaluates the code every year")
    func repeating() throws {
        #expect(try follow("medewerker-training", "behaald") == ["medewerker-training in 24m from date"])
        #expect(try follow("medewerker-training", "gemist") == ["medewerker-training in 4w"])
        let training = try #require(try catalogue().kind("medewerker-training"))
        #expect(training.owner == .employee)
        #expect(training.scope == .employee)
        let evaluation = try #require(try catalogue().kind("meldcode-evalueren"))
        #expect(evaluation.repeat == Term(12, .months))
        #expect(try follow("meldcode-evalueren", "verbeterpunten") == ["verbeteractie"])
    }

    @Test("has the five steps of the protocol, each with kinds, and two kinds with which an emergency begins")
    func steps() throws {
        let catalogue = try catalogue()
        #expect(
            catalogue.steps.map { "\($0.id) \($0.title.nl)" } == [
                "1 Signalen in kaart", "2 Overleg en advies", "3 Gesprek met de ouder", "4 Wegen", "5 Hulp of melden",
            ])
        let used = catalogue.kinds.compactMap { catalogue.step(of: $0)?.id }
        #expect(Set(used) == Set(catalogue.steps.map(\.id)))
        #expect(catalogue.emergencies.map(\.id) == ["medewerker-melden", "noodsituatie"])
    }

    @Test("has the kinds of the obligations with their terms, owners and urgencies")
    func kinds() throws {
        let kinds = try catalogue().kinds.map { kind in
            let owner = kind.owner(employee: "x").map(\.description) ?? ""
            let times = "\(kind.term?.description ?? "-") \(kind.repeat?.description ?? "-")"
            let reminders = "\(kind.urgency)" + (kind.policy.map { " \($0)" } ?? "") + (kind.isDiscreet ? " discreet" : "")
            return "\(kind.id) \(kind.source) \(kind.scope) \(owner) \(times) \(reminders)"
        }
        #expect(
            kinds == [
                "signalen-vastleggen 1 case leerkracht 2sd - normal",
                "observatie-uitvoeren 1 case leerkracht 2w - normal",
                "stappen-vastleggen 1 case leerkracht 2sd - normal quiet",
                "verslag-ondertekenen 1, 3.5 case leerkracht 5sd - normal quiet",
                "medewerker-melden 1 case bestuur 0h - acute discreet",
                "bestuur-opvolging 1 case bestuur 1d - acute discreet",
                "collegiale-consultatie 2 case leerkracht 5sd - normal",
                "amk-advies 2 case ib 1d - urgent",
                "toestemming-zat 2 case ib 5sd - normal",
                "zat-intake 2 case ib 2w - normal",
                "zat-bespreken 2, 5a case ib 4w - normal",
                "uitkomst-ouder 2, 3, 5a case ib 5sd - normal",
                "verwijsindex 2 case ib 5sd - normal quiet",
                "noodsituatie 2 case ib 0h - acute",
                "gespreksteun 3 case leerkracht 3sd - normal quiet",
                "oudergesprek 3 case ib 5sd - normal",
                "vgv-eer-amk 3.4 case ib 0d - acute discreet",
                "plan-bespreken 3 case leerkracht 6w - normal quiet",
                "weging 4 case ib 3d - urgent",
                "weging-amk-jgz 4 case ib 3d - urgent",
                "hulp-organiseren 5a case ib 5sd - normal",
                "verwijzen 5a case ib 5sd - normal",
                "hulp-aangekomen 5a case ib 2w - normal",
                "effect-volgen 5a case ib 4w - normal",
                "klasplan 5a case leerkracht 2w - normal quiet",
                "melding-bespreken 5b case ib 1d - urgent",
                "bezwaar-afwegen 5b.3-5 case ib 1d - urgent",
                "melding-doen 5b case ib 1d - urgent",
                "ouder-inlichten 5b case ib 1d - urgent",
                "melding-afspraken 5b case ib 1d - urgent",
                "terugkoppeling praktijk case ib 7d - urgent",
                "amk-opnieuw 5b case ib 6w - urgent",
                "afspraken-uitvoeren II case leerkracht 1w - normal",
                "resultaten-bespreken II case leerkracht 5sd - normal quiet",
                "stappen-evalueren II case ib 2w - normal",
                "dossier-controle II case ib 4w 4w normal quiet",
                "opschaling II case directie 1d - urgent",
                "opschaling-bestuur II case bestuur 2d - urgent",
                "overdracht praktijk case ib 5sd - normal",
                "overdracht-nagaan praktijk case ib 10sd - normal",
                "dossier-stil II case ib 1sd - normal",
                "dossier-afsluiten 3 case ib 5sd - normal",
                "meldcode-vaststellen II school bestuur - 12m normal yearly",
                "meldcode-beleid II school directie - 12m normal yearly",
                "aandachtsfunctionaris II school directie - 12m normal yearly",
                "scholingsplan II school directie - 12m normal yearly",
                "training-aanbieden II school directie - 12m normal yearly",
                "werkprocessen-aansluiten II school ib - 12m normal yearly",
                "zorgstructuur-aansluiten II school ib - 12m normal yearly",
                "deskundigen-beschikbaar II school directie - 6m normal yearly",
                "meldcode-evalueren II school directie - 12m normal yearly",
                "verbeteractie II school directie 8w - normal",
                "bekendheid-team II school directie - 12m normal yearly",
                "bekendheid-ouders II school directie - 12m normal yearly",
                "afspraak-rechtssteun II school bestuur - 24m normal yearly",
                "afspraak-opschaling II school bestuur - 12m normal yearly",
                "eindverantwoording II school bestuur - 3m normal yearly",
                "taken-vastleggen II school ib - 12m normal yearly",
                "sociale-kaart II school ib - 6m normal yearly",
                "ketenafspraken II school ib - 12m normal yearly",
                "zat-deelname II school ib - 8w normal quiet",
                "medewerker-training II employee x - 24m normal training",
                "medewerker-start II employee directie 6w - normal",
                "gesprek-scholing 2 employee x 12w - normal training",
                "af-bijscholing II employee ib - 12m normal training",
                "taak eigen afspraak free ib - - normal",
            ])
        #expect(
            try catalogue().kinds.filter(\.startsByHand).map(\.id) == [
                "signalen-vastleggen", "stappen-vastleggen", "medewerker-melden", "toestemming-zat", "verwijsindex", "noodsituatie", "gespreksteun",
                "vgv-eer-amk", "weging-amk-jgz", "klasplan", "overdracht", "medewerker-start", "gesprek-scholing",
            ])
        let staff: Set<RoleID> = ["ib", "leerkracht", "directie"]
        #expect(try catalogue().exclusions == ["medewerker-melden": staff, "bestuur-opvolging": staff])
        #expect(try catalogue().kinds.filter { !$0.countsForCase }.map(\.id) == ["verwijsindex", "dossier-controle", "dossier-stil"])
        #expect(try catalogue().kinds.flatMap(\.outcomes).filter(\.closesCase).map(\.id) == ["gesloten"])
        for kind in try catalogue().kinds {
            #expect(kind.title.en != nil, "\(kind.id)")
            #expect(kind.outcomes.allSatisfy { $0.title.en != nil }, "\(kind.id)")
        }
    }

    /// A change to the shipped catalogue, and what is then said of it.
    static let mistakes: [(old: String, new: String, problem: String)] = [
        (
            "then = [\"effect-volgen\"]", "then = [\"effect-volgne\"]",
            "kind hulp-aangekomen, outcome ja: there is no kind \"effect-volgne\" for it to lead to; check the spelling or add the kind"
        ),
        (
            "owner = \"ib\"", "owner = \"bi\"",
            "kind hulp-aangekomen, owner: there is no role \"bi\"; roles are \"leerkracht\", \"ib\", \"directie\", \"bestuur\""
        ),
        (
            "term = \"2w\"", "term = \"2 w\"",
            "kind hulp-aangekomen, term: \"2 w\" is not valid; expected a whole number and a unit: 2h, 10d, 3sd (school days), 2w or 6m"
        ),
        (
            "term = \"2w\"", "term = \"2w\"\nschool_year = \"02-29\"",
            "kind hulp-aangekomen, school_year: \"02-29\" is not valid; expected a month and a day of every year, such as \"10-01\" for 1 October"
        ),
        (
            "term = \"2w\"", "term = \"2w\"\nschool_year = \"10-01\"",
            "kind hulp-aangekomen, school_year: the school year opens only what has scope \"school\" or \"board\" and comes back by itself with repeat; "
                + "take out school_year"
        ),
        ("term = \"2w\"", "term = \"900w\"", "kind hulp-aangekomen, term: \"900w\" is longer than ten years; expected \(Term.grammar)"),
        (
            "then = [\"effect-volgen\"]", "",
            "kind hulp-aangekomen, outcome ja: leads nowhere, so a case could fall silent; say what follows with then = [\"KIND\"], or that it ends = true"
        ),
        (
            "times = 2, then", "time = 2, then",
            "kind hulp-aangekomen, outcome nee, instead number 1, time: is not a known key of kind hulp-aangekomen, outcome nee, instead number 1; "
                + "did you mean \"times\"?"
        ),
        (
            "times = 2, then", "times = 1, then",
            "kind hulp-aangekomen, outcome nee, instead number 1, times: 1 is out of range; expected a whole number from 2 through 99"
        ),
        (
            "times = 2, then", "times = 2, round = 2, then",
            "kind hulp-aangekomen, outcome nee, instead number 1, times: there are 2 conditions; expected one of times, in_a_row and round"
        ),
        (
            "\"oudergesprek in 3sd\"", "\"oudergesprek over 3sd\"",
            "kind hulp-aangekomen, outcome nee, then: \"oudergesprek over 3sd\" is not valid; expected \(Consequence.grammar)"
        ),
        (
            "scope = \"case\"", "scope = \"dossier\"",
            "kind hulp-aangekomen, scope: \"dossier\" is not known; expected \"case\", \"school\", \"employee\", \"board\" or \"free\""
        ),
        (
            "urgency = \"normal\"", "urgency = \"spoed\"",
            "kind hulp-aangekomen, urgency: \"spoed\" is not known; expected \"normal\", \"urgent\" or \"acute\""
        ),
        (
            "title = { nl = \"Ja", "title = { n = \"Ja",
            "kind hulp-aangekomen, outcome ja, title, n: is not a known key of kind hulp-aangekomen, outcome ja, title; did you mean \"nl\"?"
        ),
        (
            "term = \"2w\"", "term = \"2w\"\nexcludes = [\"directe\"]",
            "kind hulp-aangekomen, excludes: there is no role \"directe\"; roles are \"leerkracht\", \"ib\", \"directie\", \"bestuur\""
        ),
        (
            "term = \"2w\"", "term = \"2w\"\nexcludes = \"directie\"",
            "kind hulp-aangekomen, excludes: is a text; expected a list in [ ] of the ids of roles"
        ),
        ("id = \"bestuur\"", "id = \"owner\"", "role owner, id: \"owner\" has a meaning of its own in policies and kinds; give the role another id"),
        ("repeat = \"12m\"", "repeat = \"0m\"", "kind meldcode-vaststellen, repeat: \"0m\" is no time at all; expected one of at least 1"),
    ]

    @Test("tells of every mistake with file and key", arguments: mistakes.indices)
    func told(index: Int) throws {
        let (old, new, problem) = Self.mistakes[index]
        let text = try Instance.catalogue
        // Other kinds and the comment at the top say the words too.
        let start = try #require(text.range(of: "id = \"hulp-aangekomen\""))
        let place = try #require(text.range(of: old, range: start.lowerBound..<text.endIndex) ?? text.range(of: old), "\(old)")
        let instance = try Instance(catalogue: text.replacingCharacters(in: place, with: new))
        #expect(instance.problems().contains("templates/meldcode.toml: \(problem)"), "\(instance.problems())")
    }
}
