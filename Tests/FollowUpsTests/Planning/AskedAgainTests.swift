import Foundation
import Testing

@testable import FollowUps

@Suite("An owner who is asked again")
struct AskedAgainTests {
    private static let before: Set<String> = ["open", "-2sd", "0", "+2sd"]

    private func life(
        asked: String, urgency: Urgency = .normal, due: String = "2026-12-07", done: Set<String> = before, school: PlannedSchool = PlannedSchool(),
        from start: String, until end: String
    ) -> [String] {
        let opened = at("2026-11-22 12:00")
        let followUp = FollowUp(
            id: 1, kind: "hulp", school: "s", caseCode: CaseCode("2026-1"), owner: .role("ib"), urgency: urgency,
            due: urgency == .acute ? .instant(at(due)) : .day(day(due)), openedAt: opened, escalation: .init(startedAt: opened, startedBy: "juf"),
            askedAgainAt: at(asked))
        return school.life(of: followUp, stepsDone: done, lastPlannedAt: at("2026-12-09 08:00"), from: start, until: end)
    }

    @Test("is reminded at once within the hours of the policy, and once only")
    func now() {
        #expect(
            life(asked: "2026-12-10 10:15", from: "2026-12-10 10:15", until: "2026-12-14 08:00")
                == ["Thu 2026-12-10 10:15 again 2026-12-10T10:15:00+01:00: ib"])
    }

    @Test("is reminded when the hours of the policy begin, each urgency in its own")
    func hours() {
        #expect(
            life(asked: "2026-12-11 18:30", from: "2026-12-11 18:30", until: "2026-12-14 08:01")
                == ["Mon 2026-12-14 08:00 +5sd: ib!, directie!"])
        #expect(
            life(asked: "2026-12-09 18:30", from: "2026-12-09 18:30", until: "2026-12-11 00:00")
                == ["Thu 2026-12-10 08:00 again 2026-12-09T18:30:00+01:00: ib"])
        #expect(
            life(
                asked: "2026-12-12 23:00", urgency: .urgent, due: "2026-12-12", done: ["open", "0"], from: "2026-12-12 23:00",
                until: "2026-12-13 07:01"
            )
            .first?.hasPrefix("Sun 2026-12-13 07:00") == true)
        #expect(
            life(
                asked: "2026-12-12 03:07", urgency: .acute, due: "2026-12-12 03:00", done: ["0"], from: "2026-12-12 03:07", until: "2026-12-12 03:08")
                == ["Sat 2026-12-12 03:07 again 2026-12-12T03:07:00+01:00: ib"])
    }

    @Test("is reminded even where the step of that moment goes past them")
    func past() {
        var school = PlannedSchool()
        school.policies = Policies(normal: policy(["0 owner", "+3sd directie"], repeat: ["5sd"], window: "school 08:00-17:00"))
        #expect(
            life(asked: "2026-12-09 18:30", done: ["0"], school: school, from: "2026-12-09 18:30", until: "2026-12-11 00:00")
                == ["Thu 2026-12-10 08:00 +3sd: directie!", "Thu 2026-12-10 08:00 again 2026-12-09T18:30:00+01:00: ib"])
    }

    @Test("is forecast as they will be reminded")
    func forecast() {
        let opened = at("2026-11-22 12:00")
        let followUp = FollowUp(
            id: 1, kind: "hulp", school: "s", owner: .role("ib"), urgency: .normal, due: .day(day("2026-12-07")), openedAt: opened,
            escalation: .init(startedAt: opened, startedBy: "juf"), askedAgainAt: at("2026-12-09 18:30"))
        let lines = Forecast(PlannedSchool().planner).lines(
            of: [PlanningSubject(followUp, stepsDone: Self.before, lastPlannedAt: at("2026-12-09 08:00"))], from: at("2026-12-09 18:30"),
            until: at("2026-12-11 00:00"))
        #expect(lines.map { "\(wall($0.at)) \($0.step)" } == ["Thu 2026-12-10 08:00 again 2026-12-09T18:30:00+01:00"])
    }
}
