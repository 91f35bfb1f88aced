import FollowUps
import Testing

@Suite("Every outcome of the shipped catalogue")
struct MeldcodeTests {
    @Test("opens what the obligations say, with the term that they say", arguments: Obligations.all.indices)
    func follows(index: Int) async throws {
        let line = Obligations.all[index]
        #expect(try await Walk().close(line) == line.opened, "\(line.kind) \(line.outcomes)")
    }

    @Test("is among the obligations, and they are among the outcomes")
    func complete() throws {
        let walked = Set(Obligations.all.flatMap { line in line.outcomes.map { "\(line.kind) \($0)" } })
        let shipped = try Walk().catalogue.kinds.flatMap { kind in kind.outcomes.map { "\(kind.id) \($0.id)" } }
        #expect(Set(shipped).subtracting(walked) == [])
        #expect(walked.subtracting(shipped) == [])
    }

    @Test("that ends the last follow-up of a case asks whether the case can close")
    func ending() async throws {
        let catalogue = try Walk().catalogue
        var walked = 0
        for kind in catalogue.kinds where kind.scope == .case && kind.countsForCase {
            for outcome in kind.outcomes where outcome.ends && !outcome.closesCase {
                let line = Obligation(kind.id, outcome.id.rawValue, besides: .nothing)
                #expect(try await Walk().close(line) == ["dossier-afsluiten 2027-01-25"], "\(kind.id) \(outcome.id)")
                walked += 1
            }
        }
        #expect(walked == 17)
    }

    @Test("of a training counts from the day that it was passed")
    func training() async throws {
        // 15 December 2028 is a Friday.
        let passed = Obligation("medewerker-training", "behaald")
        #expect(try await Walk().close(passed, on: Day("2026-12-15")) == ["medewerker-training 2028-12-15"])
    }
}
