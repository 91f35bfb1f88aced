import Foundation
import Testing

@testable import FollowUps

@Suite("The planner")
struct PlannerTests {
    private let school = PlannedSchool()
    private let followUp = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07")

    @Test("the owner away: the deputy, then both away: the next step, and the operator is told")
    func away() {
        var school = school
        school.absences = [
            Absence(person: "ib", days: days("2026-12-01", "2026-12-31")), Absence(person: "ib2", days: days("2026-12-07", "2026-12-31")),
        ]
        #expect(
            school.life(of: followUp, until: "2026-12-15 00:00") == [
                "Mon 2026-11-23 08:00 open: ib", "Thu 2026-12-03 08:00 -2sd: ib2 for ib", "Mon 2026-12-07 08:00 0: directie!",
                "Mon 2026-12-07 08:00 0: no owner, directie instead", "Wed 2026-12-09 08:00 +2sd: directie!",
                "Wed 2026-12-09 08:00 +2sd: no owner, directie instead", "Mon 2026-12-14 08:00 +5sd: directie!",
                "Mon 2026-12-14 08:00 +5sd: no owner, directie instead",
            ])
    }

    @Test("a step to a role that nobody holds goes to the people of the next step")
    func emptyStep() {
        var school = school
        school.roles["directie"] = nil
        #expect(
            school.life(of: followUp, from: "2026-12-14 08:00", until: "2026-12-15 00:00") == [
                "Mon 2026-12-14 08:00 +5sd: ib!, bestuur!", "Mon 2026-12-14 08:00 +5sd: no directie, bestuur instead",
            ])
    }

    @Test("nobody at all: the operator is told, it is looked at again every hour of the window, and goes out when somebody is back")
    func nobody() {
        var school = school
        school.absences = ["ib", "ib2", "directie", "bestuur"].map { Absence(person: PersonID($0), days: days("2026-12-07", "2026-12-07")) }
        let life = school.life(of: followUp, stepsDone: ["open", "-2sd"], from: "2026-12-07 08:00", until: "2026-12-09 00:00")
        #expect(life.count == 10)
        #expect(life.prefix(9).allSatisfy { $0.hasSuffix("0: no owner, nobody") })
        #expect(life.last == "Tue 2026-12-08 08:00 0: ib")
        #expect(
            school.planner.nextLook(at: PlanningSubject(followUp, stepsDone: ["open", "-2sd"]), from: at("2026-12-07 09:30"))
                == at("2026-12-07 09:30"))
    }

    @Test("a person of two roles gets one reminder, which is no escalation when nobody above the owner hears of it")
    func twoRoles() {
        var school = school
        school.roles["directie"] = "ib"
        #expect(school.life(of: followUp, from: "2026-12-14 08:00", until: "2026-12-15 00:00") == ["Mon 2026-12-14 08:00 +5sd: ib"])
    }

    @Test("who is excluded from the case hears nothing of it, in any role")
    func excluded() {
        let life = school.life(of: followUp, excluded: ["ib", "directie"], until: "2027-02-01 00:00")
        #expect(life.count == 9)
        #expect(!life.contains { $0.contains(": ib ") || $0.contains(": ib,") || $0.hasSuffix(": ib") || $0.contains(" directie!") })
        #expect(life[4...5] == ["Mon 2026-12-14 08:00 +5sd: ib2 for ib!, bestuur!", "Mon 2026-12-14 08:00 +5sd: no directie, bestuur instead"])
    }

    @Test("an excluded role is passed over, whoever holds it: neither its holder nor who stands in for them hears of it, and the board does")
    func excludedRole() {
        var school = school
        school.people[2] = Person(id: "directie", name: "Directie", email: "d@s.example", deputy: "adjunct")
        school.people.append(Person(id: "adjunct", name: "Adjunct", email: "a@s.example"))
        let acute = PlannedSchool.followUp(opened: "2026-12-01 12:00", due: "2026-12-01 12:00", urgency: .acute, owner: .role("bestuur"))
        let expected = [
            "Tue 2026-12-01 12:00 0: bestuur", "Tue 2026-12-01 14:00 +2h: bestuur", "Tue 2026-12-01 16:00 +4h: bestuur",
        ]
        #expect(school.life(of: acute, excludedRoles: ["directie"], until: "2026-12-01 18:00") == expected)
        // Somebody else holds it now, and neither they nor who stands in for them.
        school.roles["directie"] = "adjunct"
        #expect(school.life(of: acute, excludedRoles: ["directie"], until: "2026-12-01 18:00") == expected)
        school.absences = [Absence(person: "directie", days: days("2026-12-01", "2026-12-01"))]
        school.roles["directie"] = "directie"
        #expect(school.life(of: acute, excludedRoles: ["directie"], until: "2026-12-01 18:00") == expected)
        // What falls to the role, and what its holder has to do in another role.
        let own = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07", owner: .role("directie"))
        school.absences = []
        let from = ("2026-12-07 08:00", "2026-12-08 00:00")
        #expect(
            school.life(of: own, excludedRoles: ["directie"], from: from.0, until: from.1) == ["Mon 2026-12-07 08:00 0: bestuur!"])
        // Not in that other role either: whoever stands in for them there stands in for them.
        school.roles["ib"] = "directie"
        #expect(
            school.life(of: followUp, excludedRoles: ["directie"], from: from.0, until: from.1) == [
                "Mon 2026-12-07 08:00 0: bestuur!", "Mon 2026-12-07 08:00 0: no owner, bestuur instead",
            ])
    }

    @Test("a planned reminder may not go any more to whoever is excluded since, nor to anybody as an excluded role")
    func excludedSince() {
        func reminder(_ recipient: PersonID, as audience: Audience) -> Reminder {
            Reminder(followUp: 1, escalation: 1, step: "+5sd", recipient: recipient, audience: audience)
        }
        let kept = PlanningSubject(followUp, people: CasePeople(excluded: ["ib2"], excludedRoles: ["directie"]))
        let planner = school.planner
        #expect(planner.isExcluded(reminder("ib2", as: .owner), of: kept, at: at("2026-12-07 09:00")))
        #expect(planner.isExcluded(reminder("directie", as: .role("bestuur")), of: kept, at: at("2026-12-07 09:00")))
        #expect(planner.isExcluded(reminder("bestuur", as: .role("directie")), of: kept, at: at("2026-12-07 09:00")))
        #expect(!planner.isExcluded(reminder("ib", as: .owner), of: kept, at: at("2026-12-07 09:00")))
        #expect(!planner.isExcluded(reminder("bestuur", as: .role("bestuur")), of: kept, at: at("2026-12-07 09:00")))
        #expect(!planner.isExcluded(reminder("directie", as: .role("directie")), of: PlanningSubject(followUp), at: at("2026-12-07 09:00")))
    }

    @Test("in the holidays what is urgent goes to the cover of each role, what is normal waits, and who is excluded covers nothing")
    func holidayCover() {
        var school = school
        school.people.append(Person(id: "wacht", name: "Wacht", email: "w@s.example"))
        school.holidayCover = ["ib": "wacht", "directie": "wacht"]
        let urgent = PlannedSchool.followUp(opened: "2026-12-18 12:00", due: "2026-12-19", urgency: .urgent)
        #expect(
            school.life(of: urgent, until: "2026-12-22 00:00") == [
                "Fri 2026-12-18 12:00 open: ib", "Sat 2026-12-19 07:00 0: wacht for ib", "Sun 2026-12-20 07:00 +1d: wacht for ib",
                "Mon 2026-12-21 07:00 +2d: wacht for ib",
            ])
        #expect(
            school.life(of: urgent, excluded: ["wacht"], from: "2026-12-19 07:00", until: "2026-12-22 00:00") == [
                "Sat 2026-12-19 07:00 0: ib", "Sun 2026-12-20 07:00 +1d: ib", "Mon 2026-12-21 07:00 +2d: ib!, directie!",
            ])
        // The school is back on the 4th, and with it whoever has the role.
        let normal = PlannedSchool.followUp(opened: "2026-12-18 12:00", due: "2027-01-04")
        #expect(
            school.life(of: normal, stepsDone: ["open", "holiday", "-2sd"], from: "2026-12-20 12:00", until: "2027-01-05 00:00") == [
                "Mon 2027-01-04 08:00 0: ib"
            ])
        let acute = PlannedSchool.followUp(opened: "2026-12-27 03:00", due: "2026-12-27 03:00", urgency: .acute)
        #expect(
            school.life(of: acute, until: "2026-12-27 08:00") == [
                "Sun 2026-12-27 03:00 0: wacht for ib", "Sun 2026-12-27 05:00 +2h: wacht for ib",
                "Sun 2026-12-27 07:00 +4h: wacht for ib!, bestuur!",
            ])
    }

    @Test("a reminder that the cover could not be sent goes to whoever it was covered for")
    func coverUnreachable() {
        var school = school
        school.people.append(Person(id: "wacht", name: "Wacht", email: "w@s.example"))
        school.holidayCover = ["ib": "wacht"]
        let subject = PlanningSubject(PlannedSchool.followUp(opened: "2026-12-20 12:00", due: "2026-12-20", urgency: .urgent))
        let now = at("2026-12-20 12:00")
        let reminder = school.planner.decide(subject, at: now).reminders[0]
        #expect(reminder.recipient == "wacht" && reminder.standsInFor == "ib")
        let next = school.planner.reroute(reminder, of: subject, tried: ["wacht"], at: now)
        #expect(next?.recipient == "ib" && next?.standsInFor == nil)
    }

    @Test("a snooze silences everything until it ends in a reminder, and the escalation goes on")
    func snooze() {
        let snoozed = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07", snoozedUntil: "2026-12-10 12:00")
        #expect(
            school.life(of: snoozed, stepsDone: ["open"], from: "2026-12-01 12:00", until: "2026-12-15 00:00") == [
                "Thu 2026-12-10 12:00 +2sd: ib", "Mon 2026-12-14 08:00 +5sd: ib!, directie!",
            ])
        let early = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07", snoozedUntil: "2026-11-28 12:00")
        #expect(
            school.life(of: early, stepsDone: ["open"], from: "2026-11-24 12:00", until: "2026-12-04 00:00") == [
                "Mon 2026-11-30 08:00 snooze 2026-11-28T12:00:00+01:00: ib", "Thu 2026-12-03 08:00 -2sd: ib",
            ])
    }

    @Test("a snooze hides no escalation: what came due meanwhile goes out at its end, the highest of it")
    func snoozedEscalation() {
        let snoozed = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07", snoozedUntil: "2026-12-16 00:00")
        #expect(
            school.life(of: snoozed, stepsDone: ["open", "-2sd", "0"], from: "2026-12-08 12:00", until: "2027-01-05 00:00") == [
                "Wed 2026-12-16 08:00 +5sd: ib!, directie!", "Mon 2027-01-04 08:00 +10sd: ib!, bestuur!",
            ])
    }

    @Test("a policy may be edited while a follow-up is open: done steps are known by their text")
    func editedEscalation() {
        var edited = school
        edited.policies = Policies(
            normal: policy(
                ["open owner", "0 owner", "+1sd owner", "+3sd owner directie", "+5sd bestuur"], repeat: ["5sd"], window: "school 09:00-17:00"))
        let life = edited.life(of: followUp, stepsDone: ["open", "-2sd", "0", "+2sd"], from: "2026-12-09 12:00", until: "2026-12-15 00:00")
        #expect(life == ["Wed 2026-12-09 12:00 +1sd: ib", "Thu 2026-12-10 09:00 +3sd: ib!, directie!", "Mon 2026-12-14 09:00 +5sd: bestuur!"])
        // A step put in below one that is done already is passed over.
        let passed = edited.life(of: followUp, stepsDone: ["open", "0", "+3sd"], from: "2026-12-10 12:00", until: "2026-12-14 00:00")
        #expect(passed == [])
    }

    @Test("a step that was done covers nothing that comes after it, though an edited window moves it there")
    func editedWindow() {
        // Opened and told of on Friday afternoon; with the new hours that would have been on Monday, when it is due.
        let followUp = PlannedSchool.followUp(opened: "2026-12-04 16:00", due: "2026-12-07")
        var edited = school
        edited.policies = Policies(normal: policy(["open owner", "0 owner", "+2sd owner"], repeat: ["5sd"], window: "school 08:00-15:00"))
        let life = edited.life(
            of: followUp, stepsDone: ["open"], lastPlannedAt: at("2026-12-04 16:00"), from: "2026-12-04 16:30", until: "2026-12-08 00:00")
        #expect(life == ["Mon 2026-12-07 08:00 0: ib"])
    }

    @Test("repeats go on when the policy makes them rarer while a follow-up is long overdue, and none comes twice")
    func editedRepeats() {
        let urgent = PlannedSchool.followUp(opened: "2026-09-01 12:00", due: "2026-09-03", urgency: .urgent)
        var (subject, now) = (PlanningSubject(urgent), at("2026-09-01 12:00"))
        while now < at("2026-11-23 12:00") {
            let decision = school.planner.decide(subject, at: now)
            (subject, now) = (subject.after(decision, at: now), decision.next)
        }
        #expect(subject.stepsDone.contains("repeat 77"))
        var edited = school
        edited.policies = Policies(urgent: policy(["0 owner", "+4d owner bestuur"], repeat: ["1w"], window: "daily 07:00-21:00"))
        let life = edited.life(
            of: urgent, stepsDone: subject.stepsDone, lastPlannedAt: subject.lastPlannedAt, from: "2026-11-23 12:00", until: "2026-12-12 00:00")
        #expect(
            life == [
                "Mon 2026-11-30 08:00 repeat 78: ib!, bestuur!",
                "Mon 2026-12-07 08:00 repeat 79: ib!, bestuur!",
            ])
    }

    @Test("another due moment, owner or opening starts the escalation anew")
    func newEscalation() {
        let again = PlannedSchool.followUp(opened: "2026-12-10 15:00", by: "directie", due: "2026-12-15", escalation: 2)
        #expect(
            school.life(of: again, until: "2026-12-16 00:00") == [
                "Thu 2026-12-10 15:00 open: ib", "Fri 2026-12-11 08:00 -2sd: ib", "Tue 2026-12-15 08:00 0: ib",
            ])
    }

    @Test("a reminder that could not be delivered goes to the deputy, then to the next step, then nowhere")
    func reroute() {
        let subject = PlanningSubject(followUp)
        let now = at("2026-12-07 08:00")
        let reminder = school.planner.decide(subject, at: now).reminders[0]
        func next(_ tried: PersonID...) -> String? {
            school.planner.reroute(reminder, of: subject, tried: Set(tried), at: now)
                .map { "\($0.recipient) as \($0.audience)" + ($0.standsInFor.map { " for \($0)" } ?? "") + ($0.isEscalation ? "!" : "") }
        }
        #expect(next("ib") == "ib2 as owner for ib")
        #expect(next("ib", "ib2") == "directie as directie!")
        #expect(next("ib", "ib2", "directie") == "bestuur as bestuur!")
        #expect(next("ib", "ib2", "directie", "bestuur") == nil)
        let kept = PlanningSubject(followUp, people: CasePeople(excluded: ["ib2", "directie"]))
        #expect(school.planner.reroute(reminder, of: kept, tried: ["ib"], at: now)?.recipient == "bestuur")
    }

    @Test("a reminder for the directie's digest waits; overdue, urgent and escalated ones do not")
    func slots() {
        var school = school
        school.people[0] = Person(id: "ib", name: "IB", email: "ib@s.example", channels: [.mail, "teams"], digest: .weekly(.monday))
        func slots(_ now: String, _ urgency: Urgency = .normal) -> [String] {
            let followUp = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07", urgency: urgency)
            return school.planner.decide(PlanningSubject(followUp), at: at(now)).reminders.flatMap {
                school.planner.slots(for: $0, of: followUp, at: at(now))
            }.map { "\($0.recipient) \($0.channel) \($0.purpose) \(wall($0.sendAt))" }
        }
        #expect(slots("2026-12-03 08:00") == ["ib mail digest Mon 2026-12-07 08:00", "ib teams digest Mon 2026-12-07 08:00"])
        #expect(slots("2026-12-09 08:00") == ["ib mail reminders Wed 2026-12-09 08:00", "ib teams reminders Wed 2026-12-09 08:00"])
        #expect(slots("2026-12-07 08:00", .urgent) == ["ib mail reminders Mon 2026-12-07 08:00", "ib teams reminders Mon 2026-12-07 08:00"])
        #expect(slots("2026-12-14 08:00").last == "directie mail reminders Mon 2026-12-14 08:00")
    }
}
