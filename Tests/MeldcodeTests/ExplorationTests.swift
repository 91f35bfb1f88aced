import Configuration
import FollowUps
import Foundation
import Testing

/// Explores what can become of a case, answer by answer, with several things open at once.
@Suite("Every path of answers of the shipped catalogue")
struct ExplorationTests {
    /// How many cases are looked at; `OPVOLG_STATES` for more.
    private static let budget = ProcessInfo.processInfo.environment["OPVOLG_STATES"].flatMap { Int($0) } ?? 2_000

    private static let reports: Set<OutcomeReference> = [
        .init("noodsituatie", "gemeld"), .init("vgv-eer-amk", "gemeld"), .init("melding-doen", "gemeld"), .init("melding-doen", "gemeld-ouder-niet"),
    ]

    /// The cases that were met, and what was wrong, with the answers that led there.
    private func explore(_ exploration: CaseExploration, byHand: Int, budget: Int) -> (states: Int, findings: [String]) {
        var findings: [String] = []
        var closable: Set<ExploredCase> = []
        var ways: [ExploredCase: (how: String, from: ExploredCase?)] = [:]
        var waiting: [ExploredCase] = []
        var random: UInt64 = 42
        func way(to state: ExploredCase) -> String {
            var (path, current): ([String], ExploredCase?) = ([], state)
            while let state = current, let step = ways[state] {
                path.append(step.how)
                current = step.from
            }
            return path.reversed().joined(separator: ", ")
        }
        func meet(_ state: ExploredCase, _ how: String, from: ExploredCase?) {
            if ways[state] != nil { return }
            ways[state] = (how, from)
            waiting.append(state)
            guard let end = exploration.wayToClosing(of: state, known: closable) else {
                findings.append("never closes: \(way(to: state))")
                return
            }
            closable.formUnion(end)
            // The way there is gone as well, so that every case is followed to its end.
            for other in [state] + end {
                findings += exploration.findings(other).map { "promise \($0.promise): \($0.description): \(way(to: state)) … \(other.open.sorted())" }
            }
        }
        for start in exploration.beginnings(byHand: byHand) { meet(start, "begins with \(start.open.sorted())", from: nil) }
        // From anywhere among those that wait, so that long ways are gone as well as short ones.
        while !waiting.isEmpty, ways.count < budget, findings.count < 10 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let state = waiting.remove(at: Int(random >> 33) % waiting.count)
            for step in exploration.steps(from: state) { meet(step.next, step.how, from: state) }
        }
        return (ways.count, findings)
    }

    @Test("keeps promises 2, 16, 19 and 20, and can always be brought to its closing", arguments: [0, 2])
    func explored(byHand: Int) throws {
        let (states, findings) = explore(CaseExploration(try Walk().catalogue, reports: Self.reports), byHand: byHand, budget: Self.budget)
        print("explored \(states) cases with \(byHand) follow-ups opened by hand")
        #expect(findings == [])
        #expect(states >= Self.budget)
    }
}
