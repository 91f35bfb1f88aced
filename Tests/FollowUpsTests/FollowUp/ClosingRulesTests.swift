import Foundation
import Testing

@testable import FollowUps

@Suite("Closing")
struct ClosingRulesTests {
    private let closing = ClosingRules(
        catalogue: Catalogue(
            kinds: [
                kind(
                    "hulp", outcome("ja", "effect"), outcome("nee", "gesprek in 3sd", "verbeter", "acuut"),
                    outcome("later", "effect in 1m from date", "los")),
                kind("effect", term: "4w", outcome("klaar", ends: true)), kind("gesprek", outcome("klaar", ends: true)),
                kind("acuut", urgency: .acute, term: "2h", outcome("klaar", ends: true)),
                kind("spoed", urgency: .urgent, term: "3d", outcome("klaar", ends: true)),
                kind("verbeter", scope: .school, owner: .role("directie"), term: "8w", outcome("klaar")),
                kind(
                    "training", scope: .employee, owner: .employee, term: nil, repeat: "24m", outcome("behaald"), outcome("gemist", "training in 4w"),
                    outcome("start", "verbeter"), outcome("uit-dienst", ends: true)),
                kind("los", scope: .free, term: "1w", repeat: "1w", outcome("klaar")),
                kind("weg", outcome("mis", "bestaat-niet"), outcome("zonder", "zonder-termijn")),
                kind("zonder-termijn", term: nil, outcome("klaar", ends: true)),
            ], roles: roles),
        directory: Directory(
            clock: .amsterdam,
            schools: [School(id: "vlieger", name: "De Vlieger", region: "noord", roles: ["ib": "ib-vlieger"], calendar: .noord)], people: []))

    private func close(
        _ kind: KindID, _ outcome: OutcomeID, case code: CaseCode? = nil, employee: PersonID? = nil, on date: String? = nil,
        now: String = "2026-12-10 15:30"
    ) throws -> [String] {
        let followUp = FollowUp(
            id: 1, kind: kind, school: "vlieger", caseCode: code, employee: employee, owner: .person("iemand-anders"), urgency: .normal,
            due: .day(day("2026-12-07")), openedAt: at("2026-11-22 12:00"), escalation: .init(startedAt: at("2026-11-22 12:00"), startedBy: "x"))
        let found = try closing.outcome(outcome, of: followUp)
        return try closing.consequences(
            of: followUp, kind: found.kind, outcome: found.outcome, count: .init(times: 1, inARow: 1, round: 1), date: date.map { day($0) },
            in: .none, now: at(now)
        ).map { opening in
            let due =
                switch opening.due {
                case .day(let day): day.description
                case .instant(let instant): wall(instant)
                }
            return "\(opening.kind) \(due) \(opening.owner)" + (opening.caseCode.map { " case \($0)" } ?? "")
                + (opening.employee.map { " of \($0)" } ?? "")
        }
    }

    @Test("what follows is due its own term after the closing, or the consequence's, and belongs to whom the catalogue says")
    func terms() throws {
        #expect(try close("hulp", "ja", case: CaseCode("1")) == ["effect 2027-01-07 ib case 1"])
        #expect(
            try close("hulp", "nee", case: CaseCode("1"))
                == ["gesprek 2026-12-15 ib case 1", "verbeter 2027-02-04 directie", "acuut Thu 2026-12-10 17:30 ib case 1"])
    }

    @Test("a normal follow-up that would be due on a free day is due the next school day")
    func freeDay() throws {
        #expect(try close("hulp", "ja", case: CaseCode("1"), now: "2026-11-28 10:00") == ["effect 2027-01-04 ib case 1"])
    }

    @Test("from date counts from the day given with --on, and without it from today; a free kind stays with its case")
    func fromDate() throws {
        #expect(try close("hulp", "later", case: CaseCode("1"), on: "2026-12-01") == ["effect 2027-01-04 ib case 1", "los 2026-12-17 ib case 1"])
        #expect(try close("hulp", "later", case: CaseCode("1")) == ["effect 2027-01-11 ib case 1", "los 2026-12-17 ib case 1"])
    }

    @Test("a kind that repeats comes back, counted from the day it is about, unless the outcome brings it back itself or ends it")
    func repeats() throws {
        #expect(try close("training", "behaald", employee: "juf") == ["training 2028-12-11 juf of juf"])
        #expect(try close("training", "behaald", employee: "juf", on: "2026-11-30") == ["training 2028-11-30 juf of juf"])
        #expect(try close("training", "gemist", employee: "juf", on: "2026-11-30") == ["training 2027-01-07 juf of juf"])
        #expect(try close("training", "start", employee: "juf") == ["verbeter 2027-02-04 directie", "training 2028-12-11 juf of juf"])
        #expect(try close("training", "uit-dienst", employee: "juf") == [])
        #expect(try close("los", "klaar", case: CaseCode("1")) == ["los 2026-12-17 ib case 1"])
        #expect(try close("los", "klaar", employee: "juf") == ["los 2026-12-17 ib of juf"])
    }

    @Test("what cannot be closed so says why")
    func refusals() {
        #expect(throws: ClosingError.unknownKind("verdwenen")) { try close("verdwenen", "ja") }
        #expect(throws: ClosingError.unknownOutcome("misschien", of: "hulp", known: ["ja", "nee", "later"])) { try close("hulp", "misschien") }
        #expect(throws: ClosingError.unknownKind("bestaat-niet")) { try close("weg", "mis") }
        #expect(throws: ClosingError.noTerm("zonder-termijn")) { try close("weg", "zonder") }
        #expect(throws: ClosingError.nobodyToOwn("training")) { try close("training", "behaald") }
    }
}
