import Foundation
import Testing

@testable import FollowUps

@Suite("The escalation schedules")
struct EscalationTests {
    private let school = PlannedSchool()

    @Test("normal: opened on a Sunday, over the Christmas holiday, and on for ever")
    func normal() {
        let life = school.life(of: PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07"), until: "2027-03-10 00:00")
        #expect(
            life == [
                "Mon 2026-11-23 08:00 open: ib", "Thu 2026-12-03 08:00 -2sd: ib", "Mon 2026-12-07 08:00 0: ib", "Wed 2026-12-09 08:00 +2sd: ib",
                "Mon 2026-12-14 08:00 +5sd: ib!, directie!", "Mon 2027-01-04 08:00 +10sd: ib!, bestuur!",
                "Mon 2027-01-11 08:00 repeat 1: ib!, bestuur!",
                "Mon 2027-01-25 08:00 repeat 2: ib!, bestuur!", "Mon 2027-02-08 08:00 repeat 3: ib!, bestuur!",
                "Mon 2027-03-01 08:00 repeat 4: ib!, bestuur!",
            ])
    }

    @Test("urgent: waits for no holiday, and repeats every day")
    func urgent() {
        let life = school.life(
            of: PlannedSchool.followUp(opened: "2026-12-18 22:00", due: "2026-12-21", urgency: .urgent), until: "2026-12-28 00:00")
        #expect(
            life == [
                "Sat 2026-12-19 07:00 open: ib", "Mon 2026-12-21 07:00 0: ib", "Tue 2026-12-22 07:00 +1d: ib",
                "Wed 2026-12-23 07:00 +2d: ib!, directie!",
                "Fri 2026-12-25 07:00 +4d: ib!, bestuur!", "Sat 2026-12-26 07:00 repeat 1: ib!, bestuur!",
                "Sun 2026-12-27 07:00 repeat 2: ib!, bestuur!",
            ])
    }

    @Test("acute: at once, by night and over the clock change, in hours that are hours")
    func acute() {
        let life = school.life(
            of: PlannedSchool.followUp(opened: "2027-03-28 00:30", due: "2027-03-28 00:30", urgency: .acute), until: "2027-03-28 15:00")
        #expect(
            life == [
                "Sun 2027-03-28 00:30 0: ib", "Sun 2027-03-28 03:30 +2h: ib!, directie!", "Sun 2027-03-28 05:30 +4h: ib!, bestuur!",
                "Sun 2027-03-28 09:30 repeat 1: ib!, directie!, bestuur!", "Sun 2027-03-28 13:30 repeat 2: ib!, directie!, bestuur!",
            ])
    }

    @Test("acute: repeats go to everybody reached, every four hours for a day and once a day from then on")
    func acuteSlowsDown() {
        let life = school.life(
            of: PlannedSchool.followUp(opened: "2026-12-20 06:00", due: "2026-12-20 06:00", urgency: .acute), until: "2026-12-24 00:00")
        #expect(
            life.dropFirst(3) == [
                "Sun 2026-12-20 14:00 repeat 1: ib!, directie!, bestuur!", "Sun 2026-12-20 18:00 repeat 2: ib!, directie!, bestuur!",
                "Sun 2026-12-20 22:00 repeat 3: ib!, directie!, bestuur!", "Mon 2026-12-21 02:00 repeat 4: ib!, directie!, bestuur!",
                "Mon 2026-12-21 06:00 repeat 5: ib!, directie!, bestuur!", "Tue 2026-12-22 06:00 repeat 6: ib!, directie!, bestuur!",
                "Wed 2026-12-23 06:00 repeat 7: ib!, directie!, bestuur!",
            ])
    }

    @Test("quiet: small things go on to the directie after ten school days, and to nobody above")
    func quiet() {
        let life = school.following("quiet").life(
            of: PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-11-30"), until: "2027-01-20 00:00")
        #expect(
            life == [
                "Mon 2026-11-23 08:00 open: ib", "Mon 2026-11-30 08:00 0: ib", "Mon 2026-12-07 08:00 +5sd: ib",
                "Mon 2026-12-14 08:00 +10sd: ib!, directie!", "Mon 2027-01-11 08:00 repeat 1: ib!, directie!",
            ])
    }

    @Test("quiet: when neither owner nor directie can be reached the operator is told, and the board is not asked in their stead")
    func quietUnreached() {
        var quiet = school.following("quiet")
        quiet.absences = ["ib", "ib2", "directie"].map { Absence(person: $0, days: days("2026-12-01", "2026-12-31")) }
        let followUp = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-14")
        let life = quiet.life(of: followUp, stepsDone: ["open"], from: "2026-12-14 08:00", until: "2026-12-14 10:00")
        #expect(life == ["Mon 2026-12-14 08:00 0: no owner, nobody", "Mon 2026-12-14 09:00 0: no owner, nobody"])
        let reminder = Reminder(followUp: 1, escalation: 1, step: "0", recipient: "ib", audience: .owner)
        quiet.absences = []
        let planner = quiet.planner
        let subject = PlanningSubject(followUp)
        #expect(planner.reroute(reminder, of: subject, tried: ["ib", "ib2"], at: at("2026-12-14 08:00"))?.recipient == "directie")
        #expect(planner.reroute(reminder, of: subject, tried: ["ib", "ib2", "directie"], at: at("2026-12-14 08:00")) == nil)
    }

    @Test("yearly: nothing when it is opened, whoever opens it; the board hears of it after eight weeks")
    func yearly() {
        let life = school.following("yearly").life(
            of: PlannedSchool.followUp(opened: "2026-08-30 12:00", due: "2026-11-30"), until: "2027-03-10 00:00")
        #expect(
            life == [
                "Mon 2026-11-02 08:00 -4w: ib", "Mon 2026-11-23 08:00 -1w: ib", "Mon 2026-11-30 08:00 0: ib",
                "Mon 2026-12-14 08:00 +2w: ib!, directie!",
                "Mon 2027-01-25 08:00 +8w: ib!, bestuur!", "Mon 2027-03-01 08:00 repeat 1: ib!, bestuur!",
            ])
    }

    @Test("training: one that expires years ahead is told of eight weeks before, and not when it is opened")
    func training() {
        let training = school.following("training")
        #expect(
            training.life(of: PlannedSchool.followUp(opened: "2026-12-01 10:00", due: "2028-06-01"), until: "2028-07-20 00:00") == [
                "Thu 2028-04-06 08:00 -8w: ib", "Thu 2028-05-04 08:00 -4w: ib", "Thu 2028-05-18 08:00 -2w: ib", "Thu 2028-06-01 08:00 0: ib",
                "Thu 2028-06-15 08:00 +2w: ib!, directie!", "Thu 2028-07-13 08:00 repeat 1: ib!, directie!",
            ])
        // Who is handed one hears of it at once, and so does who gets one that has expired already.
        let handedOn = PlannedSchool.followUp(opened: "2026-12-01 10:00", due: "2028-06-01", escalation: 2)
        #expect(training.life(of: handedOn, until: "2028-01-01 00:00") == ["Tue 2026-12-01 10:00 open: ib"])
        let expired = PlannedSchool.followUp(opened: "2026-12-01 10:00", due: "2026-11-25")
        #expect(
            training.life(of: expired, until: "2026-12-20 00:00") == ["Tue 2026-12-01 10:00 open: ib", "Wed 2026-12-09 08:00 +2w: ib!, directie!"])
    }

    @Test("a kind follows the policy that it names, where that can work for its urgency, and else that of its urgency")
    func kinds() {
        func steps(_ name: PolicyID, _ urgency: Urgency) -> String? {
            school.policies[PlannedSchool.kind(.normal, policy: name), urgency].steps.first?.name
        }
        #expect(steps("training", .normal) == "-8w" && steps("urgent", .normal) == "open" && steps("urgent", .acute) == "open")
        // Hours for a day, school time for what waits for no holiday, and no such policy.
        #expect(steps("acute", .normal) == "open" && steps("training", .urgent) == "open" && steps("training", .acute) == "0")
        #expect(steps("none", .acute) == "0")
        func problem(_ name: PolicyID, _ urgency: Urgency) -> Policies.KindProblem? {
            Policies().problem(of: PlannedSchool.kind(urgency, policy: name))
        }
        #expect(problem("quiet", .normal) == nil && problem("acute", .acute) == nil && problem("urgent", .acute) == nil)
        #expect(
            problem("acute", .urgent) == .unsuitable("acute", .hoursForDays) && problem("quiet", .urgent) == .unsuitable("quiet", .waitsForSchool))
        #expect(problem("quit", .normal) == .unknown("quit"))
    }

    @Test("acute and due later: its owner hears of it at once, by night too, and again when it is due, unless the policy says so itself")
    func acuteAhead() {
        let followUp = PlannedSchool.followUp(opened: "2026-11-23 02:00", due: "2026-11-24 02:00", urgency: .acute)
        #expect(
            school.life(of: followUp, until: "2026-11-24 07:00") == [
                "Mon 2026-11-23 02:00 open: ib", "Tue 2026-11-24 02:00 0: ib", "Tue 2026-11-24 04:00 +2h: ib!, directie!",
                "Tue 2026-11-24 06:00 +4h: ib!, bestuur!",
            ])
        let byOwner = PlannedSchool.followUp(opened: "2026-11-23 02:00", by: "ib", due: "2026-11-24 02:00", urgency: .acute)
        #expect(school.life(of: byOwner, until: "2026-11-24 03:00") == ["Tue 2026-11-24 02:00 0: ib"])
        var told = school
        told.policies = Policies(acute: policy(["open owner directie", "0 owner"], repeat: ["4h"], window: "always"))
        #expect(
            told.life(of: followUp, until: "2026-11-24 03:00") == ["Mon 2026-11-23 02:00 open: ib!, directie!", "Tue 2026-11-24 02:00 0: ib"])
    }

    @Test("urgent: on a school day its steps fall when school time begins, so that they and what is normal are one mail; nothing else of it waits so")
    func urgentMornings() {
        func life(_ opened: String, _ due: String, until end: String) -> [String] {
            school.life(of: PlannedSchool.followUp(opened: opened, due: due, urgency: .urgent), until: end)
        }
        // Monday, Saturday, and a day of the holiday.
        #expect(life("2026-11-20 12:00", "2026-11-23", until: "2026-11-24 07:30") == ["Fri 2026-11-20 12:00 open: ib", "Mon 2026-11-23 08:00 0: ib"])
        #expect(life("2026-11-20 12:00", "2026-11-21", until: "2026-11-22 00:00").last == "Sat 2026-11-21 07:00 0: ib")
        #expect(life("2026-12-18 12:00", "2026-12-22", until: "2026-12-23 00:00").last == "Tue 2026-12-22 07:00 0: ib")
        // Opened early in the morning, or in the night.
        #expect(life("2026-11-24 07:10", "2026-11-24", until: "2026-11-25 00:00") == ["Tue 2026-11-24 07:10 open: ib"])
        #expect(life("2026-11-24 02:10", "2026-11-26", until: "2026-11-25 00:00") == ["Tue 2026-11-24 08:00 open: ib"])
        // A pass that was missed, or a school that begins at noon.
        let late = PlannedSchool.followUp(opened: "2026-11-20 12:00", due: "2026-11-23", urgency: .urgent)
        #expect(school.life(of: late, stepsDone: ["open"], from: "2026-11-24 07:05", until: "2026-11-24 07:30") == ["Tue 2026-11-24 07:05 0: ib"])
        var noon = school
        noon.policies = Policies(normal: policy(["0 owner"], repeat: ["5sd"], window: "school 12:00-17:00"))
        #expect(noon.life(of: late, stepsDone: ["open"], from: "2026-11-21 08:00", until: "2026-11-24 00:00") == ["Mon 2026-11-23 07:00 0: ib"])
    }

    @Test("urgent over both clock changes keeps its hour on the wall")
    func clockChanges() {
        for (opened, due, expected) in [
            ("2027-03-26 12:00", "2027-03-27", ["Fri 2027-03-26 12:00", "Sat 2027-03-27 07:00", "Sun 2027-03-28 07:00", "Mon 2027-03-29 07:00"]),
            ("2027-10-29 12:00", "2027-10-30", ["Fri 2027-10-29 12:00", "Sat 2027-10-30 07:00", "Sun 2027-10-31 07:00", "Mon 2027-11-01 08:00"]),
        ] {
            let life = school.life(of: PlannedSchool.followUp(opened: opened, due: due, urgency: .urgent), until: "\(due.prefix(4))-12-01 00:00")
            #expect(life.prefix(4).map { String($0.prefix(20)) } == expected)
        }
    }

    @Test("whoever opened it needs no telling, but anybody else does")
    func opener() {
        let byOwner = PlannedSchool.followUp(opened: "2026-11-23 10:00", by: "ib", due: "2026-11-25")
        #expect(school.life(of: byOwner, until: "2026-11-26 00:00") == ["Wed 2026-11-25 08:00 0: ib"])
        var away = school
        away.absences = [Absence(person: "ib", days: days("2026-11-23", "2026-11-24"))]
        #expect(away.life(of: byOwner, until: "2026-11-25 00:00") == ["Mon 2026-11-23 10:00 open: ib2 for ib"])
    }

    @Test("inside the window open goes at once, outside it in the first window after")
    func open() {
        for (opened, told) in [
            ("2026-11-23 07:59", "Mon 2026-11-23 08:00"), ("2026-11-23 10:17", "Mon 2026-11-23 10:17"), ("2026-11-27 17:00", "Mon 2026-11-30 08:00"),
            ("2026-12-18 17:30", "Mon 2027-01-04 08:00"),
        ] {
            let life = school.life(of: PlannedSchool.followUp(opened: opened, due: "2027-01-29"), until: "2027-01-15 00:00")
            #expect(life.first == "\(told) open: ib")
        }
    }

    @Test("steps that lie before the opening are passed over")
    func passedOver() {
        let life = school.life(of: PlannedSchool.followUp(opened: "2026-11-24 10:00", due: "2026-11-25"), until: "2026-11-28 00:00")
        #expect(life == ["Tue 2026-11-24 10:00 open: ib", "Wed 2026-11-25 08:00 0: ib", "Fri 2026-11-27 08:00 +2sd: ib"])
    }

    @Test("one that is overdue when it is opened starts with its owner and goes on with the steps still to come")
    func overdueAtOpening() {
        let normal = PlannedSchool.followUp(opened: "2026-11-23 10:00", due: "2026-11-18")
        #expect(
            school.life(of: normal, until: "2026-12-03 00:00") == [
                "Mon 2026-11-23 10:00 open: ib", "Wed 2026-11-25 08:00 +5sd: ib!, directie!", "Wed 2026-12-02 08:00 +10sd: ib!, bestuur!",
            ])
        let acute = PlannedSchool.followUp(opened: "2026-11-23 03:00", due: "2026-11-23 00:30", urgency: .acute)
        #expect(
            school.life(of: acute, until: "2026-11-23 09:00") == [
                "Mon 2026-11-23 03:00 open: ib", "Mon 2026-11-23 04:30 +4h: ib!, bestuur!", "Mon 2026-11-23 08:30 repeat 1: ib!, directie!, bestuur!",
            ])
    }

    @Test("one whose last step lies before its opening is climbed from its opening, so that nobody is passed over or called on out of the blue")
    func dueLongAgo() {
        let normal = PlannedSchool.followUp(opened: "2026-11-23 10:00", due: "2025-11-18")
        #expect(
            school.life(of: normal, until: "2026-12-20 00:00") == [
                "Mon 2026-11-23 10:00 open: ib", "Wed 2026-11-25 08:00 +2sd: ib", "Mon 2026-11-30 08:00 +5sd: ib!, directie!",
                "Mon 2026-12-07 08:00 +10sd: ib!, bestuur!", "Mon 2026-12-14 08:00 repeat 1: ib!, bestuur!",
            ])
        let acute = PlannedSchool.followUp(opened: "2026-11-23 10:00", due: "2026-11-20 10:00", urgency: .acute)
        #expect(
            school.life(of: acute, until: "2026-11-23 15:00") == [
                "Mon 2026-11-23 10:00 open: ib", "Mon 2026-11-23 12:00 +2h: ib!, directie!", "Mon 2026-11-23 14:00 +4h: ib!, bestuur!",
            ])
    }

    @Test("after downtime the steps that came due together collapse into the highest, once")
    func downtime() {
        let followUp = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07")
        #expect(
            school.life(of: followUp, from: "2026-12-15 03:00", until: "2027-01-05 00:00") == [
                "Tue 2026-12-15 08:00 +5sd: ib!, directie!", "Mon 2027-01-04 08:00 +10sd: ib!, bestuur!",
            ])
        let decision = school.planner.decide(PlanningSubject(followUp), at: at("2026-12-15 09:10"))
        #expect(decision.stepsDone == ["open", "-2sd", "0", "+2sd", "+5sd"])
        #expect(
            school.life(of: followUp, from: "2027-02-09 09:10", until: "2027-03-02 00:00") == [
                "Tue 2027-02-09 09:10 repeat 3: ib!, bestuur!", "Mon 2027-03-01 08:00 repeat 4: ib!, bestuur!",
            ])
    }

    @Test("a pass inside the window that comes late sends the step the same day, one after it the next school day")
    func late() {
        let followUp = PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07")
        let subject = PlanningSubject(followUp, stepsDone: ["open"])
        #expect(
            PlannedSchool.lines(school.planner.decide(subject, at: at("2026-12-03 16:59:59")), at: at("2026-12-03 16:59")) == [
                "Thu 2026-12-03 16:59 -2sd: ib"
            ])
        let closed = school.planner.decide(subject, at: at("2026-12-03 17:00"))
        #expect(closed.reminders.isEmpty && closed.stepsDone.isEmpty && closed.next == at("2026-12-04 08:00"))
    }

    @Test("due within five school days after a long break, its owner is also told on the third-last school day before it")
    func holiday() {
        func steps(_ due: String, _ urgency: Urgency = .normal) -> [String] {
            school.life(of: PlannedSchool.followUp(opened: "2026-12-01 10:00", due: due, urgency: urgency), until: "2026-12-31 00:00")
        }
        #expect(
            steps("2027-01-04") == [
                "Tue 2026-12-01 10:00 open: ib", "Wed 2026-12-16 08:00 holiday: ib", "Thu 2026-12-17 08:00 -2sd: ib",
            ])
        #expect(steps("2027-01-08") == ["Tue 2026-12-01 10:00 open: ib", "Wed 2026-12-16 08:00 holiday: ib"])
        #expect(steps("2027-01-11") == ["Tue 2026-12-01 10:00 open: ib"])
        #expect(steps("2027-01-08", .urgent) == ["Tue 2026-12-01 10:00 open: ib"])
    }

    @Test("when the due day has become a free one, the reminder of that day comes on the last school day before it")
    func freeDueDay() {
        var free = school
        free.calendar = SchoolCalendar(clock: .amsterdam, freeDays: [day("2026-12-07"), day("2026-12-08")])
        let life = free.life(of: PlannedSchool.followUp(opened: "2026-11-22 12:00", due: "2026-12-07"), until: "2026-12-11 00:00")
        #expect(
            life == [
                "Mon 2026-11-23 08:00 open: ib", "Thu 2026-12-03 08:00 -2sd: ib", "Fri 2026-12-04 08:00 0: ib", "Thu 2026-12-10 08:00 +2sd: ib",
            ])
        let late = free.life(of: PlannedSchool.followUp(opened: "2026-12-06 12:00", due: "2026-12-07"), until: "2026-12-10 00:00")
        #expect(late == ["Wed 2026-12-09 08:00 0: ib"])
    }

    @Test("where the warning before a holiday falls together with a step, the step is the higher")
    func holidayTie() {
        var strict = school
        strict.policies = Policies(normal: policy(["-3sd owner directie", "0 owner"], repeat: ["5sd"], window: "school 08:00-17:00"))
        let life = strict.life(of: PlannedSchool.followUp(opened: "2026-12-01 10:00", due: "2027-01-04"), until: "2026-12-31 00:00")
        #expect(life == ["Wed 2026-12-16 08:00 -3sd: ib!, directie!"])
    }

    @Test("how it repeats is a term, with how many times before the next one")
    func repetitions() {
        #expect(Repetition("4h x5")?.pauses == Array(repeating: term("4h"), count: 5) && Repetition("1d")?.pauses == [term("1d")])
        #expect(Repetition("2w x99")?.times == 99 && Repetition("1d")?.times == nil)
        for text in ["", "4h x", "4h 5", "4h x1", "4h x0", "4h x100", "4h  x5", "x5 4h", "4h x5 x5", "4h x+5", "4 x5"] {
            #expect(Repetition(text) == nil)
        }
    }

    @Test("a policy's mistakes are found")
    func problems() {
        for (name, urgency) in Policies.builtIn { #expect(Policies()[name]?.problems(for: urgency) == []) }
        #expect(policy([], repeat: [], window: "always").problems(for: .normal) == [.noSteps, .noRepeat])
        #expect(
            policy(["open owner", "-2sd owner"], repeat: ["0d"], window: "always").problems(for: .normal) == [.repeatsWithoutPause, .endsBeforeDue])
        #expect(policy(["0 owner", "0 directie"], repeat: ["2h"], window: "always").problems(for: .urgent) == [.hoursForDays, .stepTwice("0")])
    }

    @Test("a step is a moment and to whom")
    func steps() {
        #expect(Step("+5sd owner directie") == Step(name: "+5sd", moment: .after(term("5sd")), audiences: [.owner, .role("directie")]))
        for text in ["", "owner", "open", "5sd owner", "+5 owner", "+5sd owner owner", "later owner", "+-5sd owner"] { #expect(Step(text) == nil) }
    }
}
