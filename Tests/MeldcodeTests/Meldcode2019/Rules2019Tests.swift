import Configuration
import FollowUps
import Testing

/// What the code of 2019 says must always hold, proved over every path of answers; and that the faults of earlier plans are found when put back.
@Suite("The rules of the code of 2019")
struct Rules2019Tests {
    private static let file = "meldcode-2019.toml"

    private static let ids: [RuleID] = [
        "melding-vraagt-verder", "melding-sluit-niet", "onvoldoende-blijft-niet-liggen", "eerst-het-gesprek", "melden-met-de-ouder",
        "ouder-hoort-het",
        "nooit-eerst-de-ouder", "nood-wordt-opgeschreven", "nood-sluit-niet", "alleen-het-bestuur", "kind-blijft-in-beeld", "iemand-zegt-veilig",
        "altijd-een-einde", "klein-blijft-klein", "geen-vakantie-verbergt-het", "niet-eindeloos",
    ]

    private func result(of id: RuleID, in catalogue: Catalogue) throws -> RuleVerdict.Result {
        let rule = try #require(catalogue.rules.first { $0.id == id })
        return RuleChecker(catalogue).verdict(rule).result
    }

    @Test("are those that the obligations name, and stand there once")
    func complete() throws {
        #expect(try ShippedCatalogue.load(Self.file).rules.map(\.id) == Self.ids)
    }

    @Test("hold", arguments: ids)
    func hold(rule: RuleID) throws {
        #expect(try result(of: rule, in: ShippedCatalogue.load(Self.file)) == .holds)
    }

    /// A fault: what is put in the place of what, behind a text that stands in the file once.
    struct Fault: Sendable, CustomTestStringConvertible {
        let rule: RuleID
        let after: String
        let old: String
        let new: String
        let testDescription: String

        init(_ description: String, _ rule: RuleID, in kind: String, _ old: String, _ new: String) {
            (testDescription, self.rule, after, self.old, self.new) = (description, rule, kind, old, new)
        }
    }

    private static func kind(_ id: String) -> String { "[[kind]]\nid = \"\(id)\"\n" }

    private static let faults: [Fault] = [
        Fault("the gravest report closes fastest", "melding-vraagt-verder", in: kind("noodsituatie"), "\"vt-opnieuw in 2w\", ", ""),
        Fault("a report is forgotten", "melding-sluit-niet", in: kind("kind-uit-beeld"), ", \"vt-opnieuw in 2w\"", ""),
        Fault(
            "insufficient help leads to six weeks of silence", "onvoldoende-blijft-niet-liggen", in: kind("effect-volgen"), "then = [\"weging\"]",
            "then = [\"vt-opnieuw in 6w\"]"),
        Fault("weighing comes before the talk", "eerst-het-gesprek", in: kind("overleg-inbrengen"), "weging after oudergesprek", "weging"),
        Fault("weighing by hand asks nothing", "eerst-het-gesprek", in: kind("weging"), "expects = [\"oudergesprek\"]\n", ""),
        Fault(
            "a report goes round the parent", "melden-met-de-ouder", in: kind("effect-volgen"), "then = [\"melding-bespreken\"]",
            "then = [\"melding-doen\"]"),
        Fault(
            "the parent of a child in danger is called", "nooit-eerst-de-ouder", in: "[[protection]]\n", "\"oudergesprek\", ", ""),
        Fault(
            "the parent of a child in danger is told of the report", "nooit-eerst-de-ouder", in: "[[protection]]\n",
            "ouder-na-melding = \"melding-afspraken\", ", ""),
        Fault("an emergency is not written down", "nood-wordt-opgeschreven", in: kind("noodsituatie"), ", \"signalen-vastleggen\"", ""),
        Fault(
            "an emergency closes on a reason", "nood-sluit-niet", in: kind("noodsituatie"), "then = [\"weging in 1d\", \"signalen-vastleggen\"]",
            "then = [\"signalen-vastleggen\"]"),
        Fault("a suspicion reaches the intern begeleider", "alleen-het-bestuur", in: kind("medewerker-melden"), "ib = \"bestuur\", ", ""),
        Fault(
            "a child that has gone is let go on one reason", "kind-blijft-in-beeld", in: kind("overdracht"), "then = [\"weging in 1d\"]",
            "ends = true"),
        Fault(
            "a case closes without the question", "iemand-zegt-veilig", in: kind("stappen-evalueren"), "then = [\"dossier-afsluiten\"]",
            "closes_case = true"),
        Fault("a case never ends", "altijd-een-einde", in: kind("bestuur-afsluiten"), "closes_case = true", "then = [\"medewerker-maatregelen\"]"),
        Fault("a plan for the class comes to the board", "klein-blijft-klein", in: kind("klasplan"), "policy = \"quiet\"\n", ""),
        Fault(
            "the summer hides the fifth question", "geen-vakantie-verbergt-het", in: kind("resultaat-wegen"), "urgency = \"urgent\"",
            "urgency = \"normal\""),
        Fault("nobody can be reached, for ever", "niet-eindeloos", in: kind("vt-advies"), "also = [{ times = 3, then = [\"opschaling\"] }]\n", ""),
    ]

    @Test("find each fault of earlier plans when it is put back", arguments: faults)
    func found(fault: Fault) throws {
        let text = try ShippedCatalogue.text(Self.file)
        let start = try #require(text.range(of: fault.after)).upperBound
        let place = try #require(text[start...].range(of: fault.old), "there is no \(fault.old)")
        let catalogue = try ShippedCatalogue.read(text.replacingCharacters(in: place, with: fault.new))
        switch try result(of: fault.rule, in: catalogue) {
        case .broken(let story, _): #expect(!story.isEmpty && story.count < 12)
        case .contradicted(let why): #expect(!why.isEmpty)
        case .holds: Issue.record("the rule still holds")
        case .undecided(let why): Issue.record("\(why)")
        }
    }
}
