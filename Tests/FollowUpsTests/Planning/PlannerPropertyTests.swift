import Foundation
import TestSupport
import Testing

@testable import FollowUps

@Suite("Whatever happens to a follow-up")
struct PlannerPropertyTests {
    private static let start = at("2026-09-01 00:00")

    private func follow(_ random: inout SeededGenerator) -> FollowUp {
        let opened = Self.start.addingTimeInterval(Double(Int.random(in: 0..<400 * 86_400, using: &random)))
        let urgency = Urgency.allCases[Int.random(in: 0..<3, using: &random)]
        let distance = Double(Int.random(in: -20 * 86_400..<60 * 86_400, using: &random))
        let due = opened.addingTimeInterval(distance)
        let snooze =
            Int.random(in: 0..<4, using: &random) == 0 ? opened.addingTimeInterval(Double(Int.random(in: 0..<40 * 86_400, using: &random))) : nil
        let asked =
            Int.random(in: 0..<4, using: &random) == 0 ? opened.addingTimeInterval(Double(Int.random(in: 0..<60 * 86_400, using: &random))) : nil
        return FollowUp(
            id: 1, kind: "k", school: "s", caseCode: CaseCode("1"), owner: .role("ib"), urgency: urgency,
            due: urgency == .acute ? .instant(due) : Due.on(WallClock.amsterdam.day(of: due), urgency: urgency, in: .noord), openedAt: opened,
            escalation: .init(startedAt: opened, startedBy: ["ib", "juf"][Int.random(in: 0...1, using: &random)]), snoozedUntil: snooze,
            askedAgainAt: asked)
    }

    @Test(
        "it always has a next instant, each step goes once, in its window, not before its time, to nobody who is excluded",
        arguments: 0..<150)
    func promises(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed))
        let followUp = follow(&random)
        let people: [PersonID] = ["ib", "ib2", "directie", "bestuur"]
        var school = PlannedSchool()
        school.absences = (0..<4).map { _ in
            let first = WallClock.amsterdam.day(of: followUp.openedAt).adding(days: Int.random(in: -5..<40, using: &random))
            return Absence(
                person: people[Int.random(in: 0..<4, using: &random)], days: first...first.adding(days: Int.random(in: 0..<15, using: &random)))
        }
        let excluded = Set(people.filter { _ in Int.random(in: 0..<4, using: &random) == 0 })
        let planner = school.planner
        let window = school.policies[followUp.urgency].window
        let times = planner.times(of: followUp)
        var instants = Dictionary(times.scheduledSteps.map { ($0.name, $0.at) }, uniquingKeysWith: { first, _ in first })
        for step in times.askedFor { instants[step.name] = step.at }
        for scheduledStep in times.repeats(from: followUp.openedAt).prefix(1200) { instants[scheduledStep.name] = scheduledStep.at }

        var subject = PlanningSubject(followUp, people: CasePeople(excluded: excluded))
        var now = followUp.openedAt
        let end = now.addingTimeInterval(120 * 86_400)
        var (sent, lastUseful) = (Set<String>(), now)
        while now < end {
            let decision = planner.decide(subject, at: now)
            #expect(decision.next > now)
            #expect(Set(decision.stepsDone).isDisjoint(with: subject.stepsDone))
            #expect(Set(decision.reminders.map(\.recipient)).count == decision.reminders.count)
            for reminder in decision.reminders {
                #expect(!excluded.contains(reminder.recipient))
                #expect(window.contains(now, in: .noord))
                #expect(instants[reminder.step].map { $0 <= now } == true)
                #expect(now >= followUp.snoozedUntil ?? .distantPast)
                #expect(school.absences.allSatisfy { $0.person != reminder.recipient || !$0.days.contains(WallClock.amsterdam.day(of: now)) })
            }
            if let step = decision.reminders.first?.step { #expect(sent.insert(step).inserted) }
            if !decision.stepsDone.isEmpty || !decision.unreached.isEmpty { lastUseful = now }
            subject = subject.after(decision, at: now)
            // Now and then the service is down for a while.
            let downtime = Int.random(in: 0..<10, using: &random) == 0 ? Double(Int.random(in: 0..<6 * 86_400, using: &random)) : 0
            now = decision.next.addingTimeInterval(downtime)
        }
        // Silence is never longer than two months, unless the due day is still far.
        #expect(end.timeIntervalSince(lastUseful) < 60 * 86_400 || followUp.due.overdueFrom(.amsterdam).addingTimeInterval(30 * 86_400) > end)
    }

    @Test("looking more often than asked changes nothing", arguments: 0..<20)
    func lookingOften(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed + 1000))
        let followUp = follow(&random)
        let school = PlannedSchool()
        let planner = school.planner
        let end = followUp.openedAt.addingTimeInterval(45 * 86_400)
        var (subject, now, lines) = (PlanningSubject(followUp), followUp.openedAt, [String]())
        var next = now
        while now < end {
            let decision = planner.decide(subject, at: now)
            if now < next { #expect(decision.reminders.isEmpty && decision.stepsDone.isEmpty) }
            lines += PlannedSchool.lines(decision, at: now)
            subject = subject.after(decision, at: now)
            next = decision.next
            now = min(next, now.addingTimeInterval(7200))
        }
        #expect(lines == school.life(of: followUp, until: WallClock.amsterdam.iso8601(end)))
    }

    @Test("the next look of an open follow-up is now when there is anything to do now, and otherwise what the decision says", arguments: 0..<20)
    func nextLook(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed + 2000))
        let subject = PlanningSubject(follow(&random))
        let planner = PlannedSchool().planner
        for hour in stride(from: 0, to: 24 * 60, by: 5) {
            let now = subject.followUp.openedAt.addingTimeInterval(Double(hour) * 3600)
            let decision = planner.decide(subject, at: now)
            #expect(planner.nextLook(at: subject, from: now) == (decision.stepsDone.isEmpty ? decision.next : now))
        }
    }
}
