import Configuration
import FollowUps
import Foundation
import Store
import StoreTestSupport
import Testing

/// What rules are proven about is what the program does: random answers, in a real database and on paper.
@Suite("A case on paper and a case in the database")
struct ModelTests {
    private static let catalogue = Result {
        try Catalogue.load(templates: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../templates").standardized.path)
    }

    private struct Draw {
        var state: UInt64

        mutating func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
    }

    @Test("have the same open after every answer and every opening by hand", arguments: 0..<12)
    func same(seed: Int) async throws {
        let catalogue = try Self.catalogue.get()
        let people = ["ib", "directie", "bestuur", "juf"].map { Person(id: PersonID($0), name: $0, email: "\($0)@school.example") }
        let school = School(
            id: "school", name: "School", region: "noord", roles: ["ib": "ib", "directie": "directie", "bestuur": "bestuur"],
            calendar: SchoolCalendar(clock: Walk.zone))
        let directory = Directory(clock: Walk.zone, schools: [school], people: people, fallbacks: catalogue.fallbacks)
        let rules = Ruleset(catalogues: Catalogues(catalogue), directory: directory, policies: Policies())
        let starts = catalogue.kinds.filter { $0.scope == .case && $0.startsByHand }
        var draw = Draw(state: UInt64(seed) &* 7919 &+ 17)

        for round in 0..<6 {
            let store = try Store()
            var paper = CaseTrial(catalogue)
            var told: [String] = []
            for step in 0..<45 where !paper.isClosed {
                let change = Change(rules: rules, actor: "juf", now: Walk.start.addingTimeInterval(Double(step) * 60))
                func open(_ kind: Kind) async throws {
                    guard case .role(let role) = kind.owner else { return }
                    _ = try await store.followUps.open(
                        NewFollowUp(
                            kind: kind, school: "school", caseCode: "D-1", owner: .role(role),
                            due: kind.urgency == .acute ? .instant(change.now) : .day(Walk.zone.day(of: change.now)), reason: "omdat"), by: change)
                }
                if step == 0 {
                    let kind = starts[draw.below(starts.count)]
                    told.append(try paper.perform(.begins(kind.id)).description)
                    try await open(kind)
                } else if draw.below(8) == 0 {
                    let kind = starts[draw.below(starts.count)]
                    // In the database it would be opened in a case of its own.
                    if kind.hasOwnCase { continue }
                    let onPaper = Result { try paper.perform(.opens(kind.id)) }
                    do {
                        try await open(kind)
                        #expect(throws: Never.self) { _ = try onPaper.get() }
                    } catch {
                        #expect(throws: CaseTrial.Refusal.self) { _ = try onPaper.get() }
                        continue
                    }
                    told.append(try onPaper.get().description)
                } else {
                    let open = paper.open
                    let kind = open[draw.below(open.count)]
                    // Cases close late, so that they get somewhere.
                    let outcomes = kind.outcomes.filter { !$0.closesCase || draw.below(4) == 0 }
                    if outcomes.isEmpty { continue }
                    let outcome = outcomes[draw.below(outcomes.count)]
                    let followUp = try #require(
                        try await store.followUps.list(FollowUpFilter()).map(\.followUp).first { $0.kind == kind.id && $0.caseCode == "D-1" },
                        "\(kind.id) is not open: \(told)")
                    let onPaper = Result { try paper.perform(.answers(kind.id, [outcome.id])) }
                    do {
                        _ = try await store.followUps.close(followUp.id, with: outcome.id, on: nil, reason: "omdat", by: change)
                        #expect(throws: Never.self) { _ = try onPaper.get() }
                    } catch is StoreError {
                        #expect(throws: CaseTrial.Refusal.self) { _ = try onPaper.get() }
                        continue
                    }
                    told.append(try onPaper.get().description)
                }
                let there = try await store.followUps.list(FollowUpFilter()).map(\.followUp).filter { $0.caseCode == "D-1" }.map(\.kind)
                #expect(there.sorted() == paper.open.map(\.id).sorted(), "seed \(seed), case \(round): \(told)")
                if there.sorted() != paper.open.map(\.id).sorted() { return }
            }
        }
    }
}
