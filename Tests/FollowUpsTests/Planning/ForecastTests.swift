import Foundation
import Testing

@testable import FollowUps

@Suite("The forecast")
struct ForecastTests {
    private func text(_ lines: [Forecast.Line]) -> [String] {
        lines.map { "\(wall($0.at)) \($0.recipient) \($0.followUp ?? 0) \($0.step): \($0.reason)" }
    }

    @Test("it is what living through the days brings: same people, same instants, same steps")
    func livingThrough() {
        let school = PlannedSchool()
        let followUps = [
            PlannedSchool.followUp(1, opened: "2026-11-22 12:00", due: "2026-12-07"),
            PlannedSchool.followUp(2, opened: "2026-11-22 12:00", due: "2026-12-24", urgency: .urgent),
            PlannedSchool.followUp(3, opened: "2026-12-20 02:10", due: "2026-12-20 02:10", urgency: .acute),
        ]
        let (start, end) = (at("2026-11-22 12:00"), at("2027-01-20 00:00"))
        var expected: Set<String> = []
        for followUp in followUps {
            var (subject, now) = (PlanningSubject(followUp), start)
            while now < end {
                let decision = school.planner.decide(subject, at: now)
                for reminder in decision.reminders { expected.insert("\(wall(now)) \(reminder.recipient) \(followUp.id) \(reminder.step)") }
                (subject, now) = (subject.after(decision, at: now), decision.next)
            }
        }
        let lines = Forecast(school.planner).lines(of: followUps.map { PlanningSubject($0) }, from: start, until: end)
        #expect(Set(lines.map { "\(wall($0.at)) \($0.recipient) \($0.followUp ?? 0) \($0.step)" }) == expected)
        #expect(lines.count == expected.count && lines.map(\.at) == lines.map(\.at).sorted())
        #expect(!lines.contains { $0.at < start || $0.at >= end })
    }

    @Test("a digest says what still waits for it; what has gone out by itself meanwhile is left out")
    func digest() {
        var school = PlannedSchool()
        school.people[0] = Person(id: "ib", name: "IB", email: "ib@s.example", digest: .weekly(.friday))
        // Due on Monday: "0" would come too late on Friday, so it stands in the digest before; "+2sd" is overdue and goes out on Wednesday.
        let followUp = PlannedSchool.followUp(opened: "2026-12-03 12:00", by: "ib", due: "2026-12-07")
        let lines = Forecast(school.planner).lines(of: [PlanningSubject(followUp)], from: at("2026-12-03 12:00"), until: at("2026-12-12 00:00"))
        #expect(text(lines) == ["Fri 2026-12-04 08:00 ib 1 0: as owner, in the digest", "Wed 2026-12-09 08:00 ib 1 +2sd: as owner"])
        let early = Forecast(school.planner).lines(
            of: [PlanningSubject(PlannedSchool.followUp(opened: "2026-12-03 12:00", due: "2026-12-14"))], from: at("2026-12-03 12:00"),
            until: at("2026-12-12 00:00"))
        #expect(
            text(early) == ["Fri 2026-12-04 08:00 ib 1 open: as owner, in the digest", "Fri 2026-12-11 08:00 ib 1 0: as owner, in the digest"])
    }

    @Test("what comes in the hour after a digest waits for the next one")
    func afterTheDigest() {
        var school = PlannedSchool()
        school.people[0] = Person(id: "ib", name: "IB", email: "ib@s.example", digest: .daily)
        let followUp = PlannedSchool.followUp(opened: "2026-12-03 12:00", due: "2027-01-29", snoozedUntil: "2026-12-07 08:41")
        let lines = Forecast(school.planner).lines(
            of: [PlanningSubject(followUp, stepsDone: ["open"])], from: at("2026-12-04 12:00"), until: at("2026-12-12 00:00"))
        #expect(text(lines) == ["Tue 2026-12-08 08:00 ib 1 snooze 2026-12-07T08:41:00+01:00: as owner, in the digest"])
    }

    @Test("it shows whoever covers the holidays, and nobody of an excluded role")
    func coverAndExclusion() {
        var school = PlannedSchool()
        school.holidayCover = ["ib": "ib2"]
        let followUp = PlannedSchool.followUp(opened: "2026-12-18 12:00", due: "2026-12-19", urgency: .urgent)
        let urgent = PlanningSubject(followUp, stepsDone: ["open"], people: CasePeople(excludedRoles: ["directie"]))
        let lines = Forecast(school.planner).lines(of: [urgent], from: at("2026-12-19 12:00"), until: at("2026-12-22 00:00"))
        #expect(
            text(lines) == [
                "Sat 2026-12-19 12:00 ib2 1 0: as owner, for ib", "Sun 2026-12-20 07:00 ib2 1 +1d: as owner, for ib",
                "Mon 2026-12-21 07:00 bestuur 1 +2d: as bestuur, escalation", "Mon 2026-12-21 07:00 ib2 1 +2d: as owner, for ib, escalation",
            ])
    }

    @Test("what is planned already comes first, what is late goes out now, and what lies past the end is not told")
    func waiting() {
        func line(_ instant: String, _ followUp: Int64) -> Forecast.Line {
            Forecast.Line(at: at(instant), recipient: "ib", channel: .mail, followUp: followUp, step: "0", reason: "as owner")
        }
        let lines = Forecast(PlannedSchool().planner).lines(
            of: [], waiting: [line("2026-12-09 08:00", 2), line("2026-12-01 08:00", 1), line("2026-12-20 08:00", 3)], from: at("2026-12-03 12:00"),
            until: at("2026-12-20 08:00"))
        #expect(text(lines) == ["Thu 2026-12-03 12:00 ib 1 0: as owner", "Wed 2026-12-09 08:00 ib 2 0: as owner"])
    }

    @Test("what somebody may have a copy of goes again beside the later step; what nobody has is left out for it")
    func settled() {
        let due = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07")
        let subject = PlanningSubject(due, stepsDone: ["open", "-2sd", "0"], lastPlannedAt: at("2026-12-07 08:00"))
        func lines(isSettled: Bool) -> [String] {
            let waiting = Forecast.Line(
                at: at("2026-12-09 08:00"), recipient: "ib", channel: .mail, followUp: 1, step: "0", reason: "as owner", isSettled: isSettled)
            return text(
                Forecast(PlannedSchool().planner).lines(
                    of: [subject], waiting: [waiting], from: at("2026-12-07 12:00"), until: at("2026-12-10 00:00")))
        }
        #expect(lines(isSettled: true) == ["Wed 2026-12-09 08:00 ib 1 0: as owner", "Wed 2026-12-09 08:00 ib 1 +2sd: as owner"])
        #expect(lines(isSettled: false) == ["Wed 2026-12-09 08:00 ib 1 +2sd: as owner"])
    }

    @Test("of two messages that somebody may have, each goes again")
    func settledTwice() {
        let waiting = ["open", "0"].map {
            Forecast.Line(
                at: at("2026-12-09 08:00"), recipient: "ib", channel: .mail, followUp: 1, step: $0, reason: "as owner", isSettled: true)
        }
        let lines = Forecast(PlannedSchool().planner).lines(of: [], waiting: waiting, from: at("2026-12-07 12:00"), until: at("2026-12-10 00:00"))
        #expect(lines.map(\.step) == ["open", "0"])
    }

    @Test("an overview that had to wait until the next one is told of once")
    func overviewThatWaited() {
        let waiting = ["2026-12-07 08:00", "2026-12-14 08:00"].map {
            Forecast.Line(at: at($0), recipient: "directie", channel: .mail, followUp: nil, step: "overview", reason: "as directie")
        }
        let lines = Forecast(PlannedSchool().planner).lines(of: [], waiting: waiting, from: at("2026-12-14 08:00"), until: at("2026-12-15 00:00"))
        #expect(text(lines) == ["Mon 2026-12-14 08:00 directie 0 overview: as directie"])
    }
}
