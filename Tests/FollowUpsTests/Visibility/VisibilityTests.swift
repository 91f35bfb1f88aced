import Foundation
import TestSupport
import Testing

@testable import FollowUps

@Suite("What each may see")
struct VisibilityTests {
    @Test("a follow-up is theirs as owner, by role, as fallback of a role that nobody holds, or as stand-in; and of a case, unless they are excluded")
    func theirs() {
        var schools = SeenSchools()
        func whose(_ followUp: FollowUp) -> [String] {
            schools.rules.directory.people.map(\.id).filter { schools.visibility(of: $0)?.isTheirs(followUp) == true }.map(\.rawValue)
        }
        #expect(whose(SeenSchools.followUp(owner: .role("ib"))) == ["ib-vlieger"])
        #expect(whose(SeenSchools.followUp(owner: .role("ib"), school: "regenboog")) == ["ib-regenboog"])
        #expect(whose(SeenSchools.followUp(owner: .role("leerkracht"))) == ["ib-vlieger"])
        #expect(whose(SeenSchools.followUp(owner: .person("leerkracht"))) == ["leerkracht"])
        #expect(whose(SeenSchools.followUp(owner: .person("somebody who left"))) == [])
        #expect(whose(SeenSchools.followUp(owner: .role("ib"), case: "VL-9")) == ["ib-regenboog"])
        #expect(whose(SeenSchools.followUp(owner: .role("directie"), case: "VL-9")) == ["directie-regenboog"])
        #expect(whose(SeenSchools.followUp(owner: .role("bestuur"), case: "VL-9")) == ["bestuur"])
        schools.channelsOff = [.mail]
        #expect(whose(SeenSchools.followUp(owner: .role("ib"))) == ["ib-vlieger"])
    }

    @Test("in a holiday what cannot wait is also theirs who cover its owner, and what can wait is not")
    func cover() {
        var schools = SeenSchools()
        schools.holidayCover = ["ib": "leerkracht"]
        func isTheirs(_ urgency: Urgency, of owner: Owner = .role("ib"), on date: String = "2026-12-21", case code: String? = nil) -> Bool {
            let followUp = SeenSchools.followUp(owner: owner, case: code, urgency: urgency)
            return schools.visibility(of: "leerkracht", on: date)?.isTheirs(followUp) == true
        }
        for urgency in [Urgency.urgent, .acute] {
            #expect(isTheirs(urgency) && isTheirs(urgency, of: .person("ib-vlieger")) && isTheirs(urgency, case: "VL-9"))
            #expect(!isTheirs(urgency, of: .role("directie")) && !isTheirs(urgency, on: "2026-12-07"))
        }
        #expect(!isTheirs(.normal))
        #expect(schools.visibility(of: "ib-vlieger", on: "2026-12-21")?.isTheirs(SeenSchools.followUp(owner: .role("ib"), urgency: .acute)) == true)
    }

    @Test("what is looked up by owner is what is theirs, in five hundred random schools, in and out of holidays with cover")
    func ownerships() {
        for seed in 0..<500 as Range<UInt64> {
            var generator = SeededGenerator(state: seed)
            var schools = SeenSchools()
            let people = schools.rules.directory.people.map(\.id)
            schools.absences = (0..<generator.below(4)).map { _ in
                Absence(
                    person: people[generator.below(people.count)], days: days("2026-12-07", "2026-12-21"),
                    deputy: generator.chance(50) ? people[generator.below(people.count)] : nil)
            }
            let restricted = (0..<generator.below(3)).map { number in
                Case(
                    code: CaseCode("C-\(number)"), school: generator.chance(70) ? "vlieger" : "regenboog", openedAt: at("2026-11-02 09:00"),
                    excluded: Set((0...generator.below(3)).map { _ in people[generator.below(people.count)] }))
            }
            if generator.chance(50) { schools.holidayCover = ["ib": people[generator.below(people.count)]] }
            let (date, urgency) = (generator.chance(50) ? "2026-12-07" : "2026-12-21", generator.chance(50) ? Urgency.normal : .urgent)
            let owners: [Owner] = ["ib", "directie", "bestuur", "leerkracht"].map { .role($0) } + people.map { .person($0) }
            for person in people {
                guard let visibility = schools.visibility(of: person, on: date, special: restricted) else { continue }
                for owner in owners {
                    for dossier in restricted + [Case(code: CaseCode("C-9"), school: "vlieger", openedAt: at("2026-11-02 09:00"))] {
                        let followUp = SeenSchools.followUp(owner: owner, school: dossier.school, case: dossier.code.rawValue, urgency: urgency)
                        func covers(_ ownership: OwnerScope) -> Bool {
                            ownership.owner == owner && (ownership.school == nil || ownership.school == dossier.school)
                                && (urgency != .normal || !ownership.isPressing)
                        }
                        let found =
                            visibility.ownerships.contains { covers($0.0) && !$0.except.contains(dossier.code) }
                            && !visibility.hidden.contains(dossier.code)
                            || visibility.ownershipsInCases[dossier.code, default: []].contains(where: covers)
                        #expect(found == visibility.isTheirs(followUp), "seed \(seed): \(owner) in \(dossier.code) for \(person)")
                        if dossier.excluded.contains(person) { #expect(!found && !visibility.seesTimeline(of: dossier)) }
                    }
                }
            }
        }
    }

    @Test("a case does not even count for whoever is excluded from it, nor for whoever sees the school only in the place of somebody who is")
    func uncounted() {
        var schools = SeenSchools()
        #expect(schools.visibility(of: "directie-vlieger")?.uncounted(at: "vlieger") == [CaseCode("VL-9")])
        #expect(schools.visibility(of: "bestuur")?.uncounted(at: "vlieger") == [])
        #expect(schools.visibility(of: "bestuur")?.uncounted(at: "regenboog") == [])
        schools.absences = [Absence(person: "directie-vlieger", days: days("2026-12-07", "2026-12-07"))]
        #expect(schools.visibility(of: "directie-regenboog")?.uncounted(at: "vlieger") == [CaseCode("VL-9")])
    }

    @Test("the row of a follow-up in a case has its number, so that one can ask after it, and tells nothing else: no code, not what has to be done")
    func row() {
        let row = RedactedFollowUp(SeenSchools.followUp(42, owner: .role("ib"), case: "VL-1", employee: "leerkracht", title: "Bel moeder"))
        #expect(row.isOfCase && row.owner == .role("ib") && row.due == .day(day("2026-12-07")))
        #expect(row.id == 42 && row.kind == nil && row.title == nil && row.employee == nil)
        let other = RedactedFollowUp(SeenSchools.followUp(43, owner: .role("ib"), employee: "leerkracht", title: "Scholing"))
        #expect(other.id == 43 && other.kind == "hulp" && other.title == "Scholing" && other.employee == "leerkracht" && !other.isOfCase)
    }
}
