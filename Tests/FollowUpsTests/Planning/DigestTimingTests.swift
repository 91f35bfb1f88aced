import Foundation
import TestSupport
import Testing

@testable import FollowUps

@Suite("No digest lets a due day pass unsaid")
struct DigestTimingTests {
    /// The IB and their deputy, each with a digest.
    private func school(_ ib: Digest, deputy: Digest = .none, _ absences: Absence...) -> PlannedSchool {
        var school = PlannedSchool()
        school.people[0] = Person(id: "ib", name: "IB", email: "ib@s.example", deputy: "ib2", digest: ib)
        school.people[1] = Person(id: "ib2", name: "IB 2", email: "ib2@s.example", digest: deputy)
        school.absences = absences
        return school
    }

    /// What is sent in the life of one follow-up when passes come in time, as the forecast has it.
    private func life(_ school: PlannedSchool, opened: String, by actor: String = "juf", due: String, until end: String) -> [String] {
        let followUp = PlannedSchool.followUp(opened: opened, by: actor, due: due)
        return Forecast(school.planner).lines(of: [PlanningSubject(followUp)], from: at(opened), until: at(end)).map {
            "\(wall($0.at)) \($0.recipient) \($0.step)" + ($0.reason.hasSuffix("in the digest") ? " in the digest" : "")
        }
    }

    private let monday = Digest.weekly(.monday)

    @Test("what is due between two digests stands in the first of them")
    func earlierDigest() {
        #expect(
            life(school(monday), opened: "2027-01-08 12:00", due: "2027-01-21", until: "2027-01-27 00:00") == [
                "Mon 2027-01-11 08:00 ib open in the digest", "Mon 2027-01-18 08:00 ib 0 in the digest", "Mon 2027-01-25 08:00 ib +2sd",
            ])
    }

    @Test("what is due before any digest that can hold it comes by itself, and on its day")
    func byItself() {
        #expect(
            life(school(monday), opened: "2026-12-01 10:00", due: "2026-12-03", until: "2026-12-07 12:00") == [
                "Tue 2026-12-01 10:00 ib open", "Thu 2026-12-03 08:00 ib 0", "Mon 2026-12-07 08:00 ib +2sd",
            ])
    }

    @Test("what is due on the day of a digest stands in that")
    func onTheDay() {
        #expect(
            life(school(monday), opened: "2026-11-27 12:00", by: "ib", due: "2026-12-07", until: "2026-12-09 00:00") == [
                "Mon 2026-12-07 08:00 ib 0 in the digest"
            ])
        #expect(
            life(school(.daily), opened: "2026-11-27 12:00", by: "ib", due: "2026-12-07", until: "2026-12-09 00:00") == [
                "Thu 2026-12-03 08:00 ib -2sd in the digest", "Mon 2026-12-07 08:00 ib 0 in the digest",
            ])
    }

    @Test("the warning before a holiday comes before the holiday")
    func holiday() {
        // The digest after the warning of Wednesday 16 December is that of 4 January.
        #expect(
            life(school(monday), opened: "2026-12-01 10:00", by: "ib", due: "2027-01-08", until: "2027-01-09 00:00") == [
                "Mon 2026-12-14 08:00 ib holiday in the digest", "Mon 2027-01-04 08:00 ib 0 in the digest",
            ])
    }

    @Test("whoever stands in has a digest of their own, or none")
    func deputies() {
        let away = Absence(person: "ib", days: days("2027-01-19", "2027-01-22"))
        func lines(_ deputy: Digest) -> [String] {
            Array(life(school(monday, deputy: deputy, away), opened: "2027-01-08 12:00", by: "ib", due: "2027-01-21", until: "2027-01-25 00:00"))
        }
        #expect(lines(.none) == ["Tue 2027-01-19 08:00 ib2 -2sd", "Thu 2027-01-21 08:00 ib2 0"])
        #expect(lines(.weekly(.thursday)) == ["Thu 2027-01-21 08:00 ib2 0 in the digest"])
        // On that Friday it was not theirs yet.
        #expect(lines(.weekly(.friday)) == ["Tue 2027-01-19 08:00 ib2 -2sd", "Thu 2027-01-21 08:00 ib2 0"])
    }

    @Test("whoever has to do it instead of somebody who was told in a digest hears of it when its time comes")
    func illSince() {
        let planner = school(monday).planner
        let subject = PlanningSubject(PlannedSchool.followUp(opened: "2027-01-08 12:00", by: "ib", due: "2027-01-21"))
        let told = planner.decide(subject, at: at("2027-01-18 08:00"))
        #expect(PlannedSchool.lines(told, at: at("2027-01-18 08:00")) == ["Mon 2027-01-18 08:00 0: ib"])
        // Ill from Wednesday on.
        let ill = school(monday, deputy: .none, Absence(person: "ib", days: days("2027-01-20", "2027-01-31")))
        #expect(
            lives(ill, subject.done(told, at: at("2027-01-18 08:00"))) == [
                "Thu 2027-01-21 08:00 0: ib2 for ib", "Mon 2027-01-25 08:00 +2sd: ib2 for ib",
            ])
        // And who is there has been told.
        #expect(lives(school(monday), subject.done(told, at: at("2027-01-18 08:00"))) == ["Mon 2027-01-25 08:00 +2sd: ib"])
    }

    @Test("what was said early is looked at once when its time comes: who stands in later is not told what the owner knew then")
    func illLater() {
        let planner = school(monday).planner
        let subject = PlanningSubject(PlannedSchool.followUp(opened: "2027-01-08 12:00", by: "ib", due: "2027-01-21"))
        let told = subject.done(planner.decide(subject, at: at("2027-01-18 08:00")), at: at("2027-01-18 08:00"))
        let onTheDay = planner.decide(told, at: at("2027-01-21 08:00"))
        #expect(onTheDay.reminders.isEmpty && onTheDay.stepsDone == ["-2sd", "0"])
        let ill = school(monday, deputy: .none, Absence(person: "ib", days: days("2027-01-22", "2027-01-31")))
        let later = told.done(onTheDay, at: at("2027-01-21 08:00"))
        #expect(ill.planner.decide(later, at: at("2027-01-22 08:00")).reminders.isEmpty)
        #expect(ill.planner.nextLook(at: later, from: at("2027-01-22 08:00")) == at("2027-01-25 08:00"))
    }

    private func lives(_ school: PlannedSchool, _ start: PlanningSubject) -> [String] {
        var (subject, now, lines) = (start, at("2027-01-18 09:00"), [String]())
        while now < at("2027-01-26 00:00") {
            let decision = school.planner.decide(subject, at: now)
            lines += PlannedSchool.lines(decision, at: now)
            (subject, now) = (subject.after(decision, at: now), decision.next)
        }
        return lines
    }

    @Test(
        "the first pass of a digest day may be late: that digest still goes", arguments: ["2027-01-18 09:05", "2027-01-18 16:59", "2027-01-19 10:00"])
    func latePass(_ pass: String) {
        let school = school(monday)
        let open = PlannedSchool.followUp(opened: "2027-01-13 12:00", due: "2027-02-11")
        let due = PlannedSchool.followUp(opened: "2027-01-08 12:00", by: "ib", due: "2027-01-21")
        for (followUp, step) in [(open, "open"), (due, pass.hasPrefix("2027-01-19") ? "-2sd" : "0")] {
            let reminders = school.planner.decide(PlanningSubject(followUp), at: at(pass)).reminders
            #expect(reminders.map(\.step) == [step])
            let slots = reminders.flatMap { school.planner.slots(for: $0, of: followUp, at: at(pass)) }
            #expect(slots.map(\.sendAt) == [at(pass)])
        }
        // What comes after the digest waits for the next.
        let after = PlannedSchool.followUp(opened: "2027-01-18 08:30", due: "2027-02-11")
        let reminder = Reminder(followUp: 1, escalation: 1, step: "open", recipient: "ib", audience: .owner)
        #expect(school.planner.slots(for: reminder, of: after, at: at(pass)).map { wall($0.sendAt) } == ["Mon 2027-01-25 08:00"])
    }

    @Test("what could not be delivered goes on to somebody else before it is due, whatever digest they have", arguments: Weekday.allCases)
    func rerouted(_ weekday: Weekday) {
        let school = school(monday, deputy: .weekly(weekday))
        let followUp = PlannedSchool.followUp(opened: "2027-01-08 12:00", by: "ib", due: "2027-01-21")
        for (step, now) in [("0", "2027-01-18 11:00"), ("-2sd", "2027-01-19 11:00"), ("0", "2027-01-20 11:00"), ("0", "2027-01-21 11:00")] {
            let failed = Reminder(followUp: 1, escalation: 1, step: step, recipient: "ib", audience: .owner)
            let next = school.planner.reroute(failed, of: PlanningSubject(followUp), tried: ["ib"], at: at(now))
            #expect(next?.recipient == "ib2")
            let slots = next.map { school.planner.slots(for: $0, of: followUp, at: at(now)) } ?? []
            #expect(slots.count == 1 && slots.allSatisfy { $0.sendAt < at("2027-01-21 17:00") }, "\(step) at \(now)")
        }
    }
}
