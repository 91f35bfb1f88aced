import TestSupport
import Testing

@testable import FollowUps

/// Small catalogues with everything that a catalogue can say, drawn at random.
struct RandomCatalogue {
    private var generator: SeededGenerator
    private let ids: [KindID] = ["a", "b", "c", "d", "e"]

    init(seed: UInt64) { generator = SeededGenerator(state: seed) }

    private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &generator) < percent }
    private mutating func pick<Element>(_ all: [Element]) -> Element { all[Int.random(in: 0..<all.count, using: &generator)] }

    private mutating func consequences() -> [Consequence] {
        var seen: Set<KindID> = []
        return (0..<Int.random(in: 1...2, using: &generator)).compactMap { _ in
            let kind = pick(ids + ["sluiten"])
            guard seen.insert(kind).inserted else { return nil }
            let after = kind != "a" && kind != "sluiten" && chance(25) ? "a" as KindID : nil
            return Consequence(kind, in: chance(30) ? Term(Int.random(in: 1...30, using: &generator), .days) : nil, after: after)
        }
    }

    private mutating func outcome(_ number: Int, of kind: KindID) -> Outcome {
        let ends = chance(25)
        var exceptions: [Outcome.Exception] = []
        if !ends, chance(25) {
            let condition: Outcome.Exception.Condition = pick([.times(2), .inARow(2), .round(2), .times(3)])
            exceptions.append(Outcome.Exception(condition, then: consequences(), isAddition: chance(50)))
        }
        return Outcome(
            id: OutcomeID("u\(number)"), title: LocalizedText(nl: "U"), then: ends ? [] : consequences(), exceptions: exceptions, ends: ends,
            needsReason: chance(25), completesFrom: kind == "a" && number == 0 ? pick([1, 2]) : nil)
    }

    mutating func catalogue() -> Catalogue {
        let kinds = ids.map { id in
            let isStaff = id == "d" && chance(50)
            return Kind(
                id: id, title: LocalizedText(nl: id.rawValue), source: "1", scope: .case,
                owner: .role(isStaff ? "bestuur" : pick(["ib", "directie"])),
                urgency: .normal, takesOver: isStaff ? ["ib": "bestuur"] : [:], term: Term(7, .days), startsByHand: id == "a" || chance(25),
                countsForCase: id == "a" || chance(85), excludes: isStaff ? ["ib"] : [], expects: id == "b" && chance(30) ? ["a"] : [],
                hasOwnCase: isStaff && chance(60), outcomes: (0..<Int.random(in: 1...2, using: &generator)).map { outcome($0, of: id) })
        }
        let protection = Protection(
            id: "p", title: LocalizedText(nl: "P"), begins: pick([["c"], ["c", "e"]]), ends: [OutcomeReference(pick(["c", "e"]), "u0")],
            withdraws: ["b"], instead: "a", insteadOf: chance(50) ? ["d": "a"] : [:], insteadFrom: chance(30) ? ["a": "e"] : [:])
        return Catalogue(
            kinds: kinds + [Catalogue.closingKind], roles: roles, caseKinds: CaseKinds(start: "a", closing: "sluiten"),
            protections: chance(50) ? [protection] : [])
    }

    mutating func rule() -> ProtocolRule {
        func events(_ count: ClosedRange<Int>) -> [CaseEvent] {
            (0..<Int.random(in: count, using: &generator)).map { _ in
                let kind = pick(ids)
                return pick([.opened(kind), .answered(kind, nil), .answered(kind, "u0"), .completed("a")])
            }
        }
        let claim: ProtocolRule.Claim =
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: .never(events(1...1), unless: chance(50) ? [pick([.reason, .byHand, .answered(pick(ids), nil)])] : [])
            case 1: .never([.caseClosed], unless: [])
            case 2: .neverOpen([pick(ids)])
            case 3: .keptFrom(["ib"])
            case 4: .opens([pick(ids)])
            default: .within(Term(10, .days))
            }
        var after = chance(60) ? events(1...2) : []
        switch claim {
        case .opens, .within: after = [.answered(pick(ids), "u0")]
        case .never(let forbidden, _): if forbidden == [.caseClosed], after.isEmpty { after = events(1...1) }
        case .neverOpen, .keptFrom, .ends, .neverReaches, .urgency, .anotherFrom: break
        }
        return ProtocolRule(id: "r", title: LocalizedText(nl: "R"), after: after, until: chance(60) ? events(1...2) : [], claim: claim)
    }
}

@Suite("Rules over random catalogues")
struct RandomCatalogueTests {
    /// The length of the shortest story that breaks a claim, found by looking at every case with everything known.
    private func shortest(_ claim: SimpleClaim, in model: CaseModel) -> Int? {
        var seen = 0
        guard case .broken(let moves) = ClaimSearch(model, claim).run(atMost: 1_000_000, seen: &seen) else { return nil }
        return moves.count
    }

    @Test("are decided as by looking at every case, with a story that is as short", arguments: 0..<12)
    func exact(block: Int) {
        for seed in block * 25..<block * 25 + 25 {
            var random = RandomCatalogue(seed: UInt64(seed))
            let catalogue = random.catalogue()
            let (checker, model) = (RuleChecker(catalogue), CaseModel(catalogue))
            for _ in 0..<3 {
                let rule = random.rule()
                for claim in SimpleClaim.all(of: rule, in: model) {
                    var states = 0
                    switch (checker.decide(claim, states: &states), shortest(claim, in: model)) {
                    case (.holds, nil): break
                    case (.broken(let story), let length?): #expect(story.count == length, "seed \(seed): \(rule)")
                    case (let decision, let length): Issue.record("seed \(seed): \(decision), and \(length.map(String.init) ?? "holds"): \(rule)")
                    }
                }
            }
        }
    }
}
