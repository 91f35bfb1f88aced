import Foundation
import TestSupport
import Testing

@testable import FollowUps

/// Promise 13: where a person without a digest would hear of a follow-up before its due day is over, they hear in time
/// with any digest too, whoever falls ill and whenever passes run.
@Suite("Whatever digests people have")
struct DueDayPropertyTests {
    /// What happens to one follow-up: an absence is known from a moment on.
    private struct Course {
        let followUp: FollowUp
        let digests: [PersonID: Digest]
        let absences: [(knownFrom: Date, absence: Absence)]
        let passes: [Date]
        let policy: PolicyID

        init(_ random: inout SeededGenerator) {
            let first = day("2026-09-01").adding(days: random.below(330))
            let clock = WallClock.amsterdam
            let opened = clock.start(of: first).addingTimeInterval(Double(6 * 3600 + random.below(14 * 3600)))
            let due = SchoolCalendar.noord.schoolDay(onOrAfter: first.adding(days: random.below(30)))
            let snooze = random.chance(10) ? opened.addingTimeInterval(Double(random.below(20 * 86_400))) : nil
            policy = ["normal", "quiet", "yearly", "training"][random.chance(70) ? 0 : random.below(4)]
            followUp = FollowUp(
                id: 1, kind: "hulp", school: "s", owner: .role("ib"), urgency: .normal, due: .day(due), openedAt: opened,
                escalation: .init(startedAt: opened, startedBy: random.chance(30) ? "ib" : "juf"), snoozedUntil: snooze)
            let choices: [Digest] = [.none, .daily] + Weekday.allCases.map { .weekly($0) }
            var digests: [PersonID: Digest] = [:]
            for person in ["ib", "ib2"] as [PersonID] { digests[person] = choices[random.below(choices.count)] }
            self.digests = digests
            var absences: [(knownFrom: Date, absence: Absence)] = []
            for person in ["ib", "ib2"] as [PersonID] where random.chance(person == "ib" ? 60 : 20) {
                let from = first.adding(days: random.below(30))
                let known = random.chance(50) ? opened : clock.start(of: from).addingTimeInterval(Double(random.below(12 * 3600)))
                absences.append((known, Absence(person: person, days: from...from.adding(days: random.below(12)))))
            }
            self.absences = absences
            // Every half hour from some hour on; one day in twelve nothing runs at all.
            var passes: [Date] = []
            for offset in 0..<50 where !random.chance(8) {
                let start = clock.start(of: first.adding(days: offset))
                let from = random.chance(60) ? 0 : random.below(16 * 2)
                passes += (from..<24 * 2).map { start.addingTimeInterval(Double($0) * 1800) }
            }
            self.passes = passes.filter { $0 >= opened }
        }

        func planner(_ digests: [PersonID: Digest], at now: Date) -> Planner {
            var school = PlannedSchool().following(policy)
            school.people = school.people.map { person in
                Person(id: person.id, name: person.name, email: person.email, deputy: person.deputy, digest: digests[person.id] ?? .none)
            }
            school.absences = absences.filter { $0.knownFrom <= now }.map(\.absence)
            return school.planner
        }

        /// Who was told of it when, up to the end of the due day: at the pass at which it was sent.
        func told(_ digests: [PersonID: Digest], until end: Date) -> [(at: Date, person: PersonID)] {
            var told: [(at: Date, person: PersonID)] = []
            var waiting: [(at: Date, person: PersonID)] = []
            var subject = PlanningSubject(followUp)
            var (next, last) = (followUp.openedAt, Date.distantPast)
            for now in passes where now < end {
                // As the service has it: it looks again when the planner wants it, and when somebody is said to be away.
                let isNews = absences.contains { $0.knownFrom > last && $0.knownFrom <= now }
                last = now
                guard isNews || now >= next || waiting.contains(where: { $0.at <= now }) else { continue }
                let planner = planner(digests, at: now)
                let decision = planner.decide(subject, at: now)
                waiting += decision.reminders.flatMap { planner.slots(for: $0, of: followUp, at: now) }.map { ($0.sendAt, $0.recipient) }
                subject = subject.done(decision, at: now)
                next = decision.next
                guard planner.opening(onOrAfter: now, for: followUp) == now else { continue }
                told += waiting.filter { $0.at <= now }.map { (now, $0.person) }
                waiting.removeAll { $0.at <= now }
            }
            return told
        }
    }

    @Test(
        "who would hear of something before its due day is over without digests hears of it before then with them",
        arguments: Array(0..<500) + [3598, 4398, 8954])
    func saidInTime(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed))
        let course = Course(&random)
        let clock = WallClock.amsterdam
        let end = course.followUp.due.overdueFrom(clock)
        let with = course.told(course.digests, until: end)
        for plain in course.told([:], until: end) {
            let digest = course.digests[plain.person] ?? .none
            // From the digest before it on, the pass of which may be late.
            let from =
                digest.moment(before: plain.at, notBefore: course.followUp.openedAt, window: Policy.normal.window, in: .noord)
                ?? course.followUp.openedAt
            let isSaid = with.contains { $0.person == plain.person && $0.at >= min(from, plain.at) }
            // What was to be said in a digest before it is due cannot be when nothing runs from that digest until the due day is over.
            let next = digest.moment(onOrAfter: plain.at, window: Policy.normal.window, in: .noord) ?? plain.at
            let couldBe = course.passes.contains { $0 >= next && $0 < end && Policy.normal.window.contains($0, in: .noord) }
            #expect(
                isSaid || (next < end && next > plain.at && !couldBe),
                """
                \(plain.person) at \(wall(plain.at)), due \(course.followUp.due); with digests \(with.map { "\($0.person) at \(wall($0.at))" }); opened \
                \(wall(course.followUp.openedAt)), snoozed \(course.followUp.snoozedUntil.map { wall($0) } ?? "-"), \(course.policy), \(course.digests), \
                away \(course.absences.map { "\($0.absence.person) \($0.absence.days) known \(wall($0.knownFrom))" })
                """)
        }
    }

    @Test("what the forecast says at the beginning is what comes when passes run in time", arguments: 0..<100)
    func foreseen(_ seed: Int) {
        var random = SeededGenerator(state: UInt64(seed + 5000))
        let course = Course(&random)
        // Every absence is known from the beginning.
        let planner = course.planner(course.digests, at: .distantFuture)
        let (start, end) = (course.followUp.openedAt, course.followUp.openedAt.addingTimeInterval(60 * 86_400))
        let lines = Forecast(planner).lines(of: [PlanningSubject(course.followUp)], from: start, until: end)
        var (subject, now, sent) = (PlanningSubject(course.followUp), start, [String]())
        var waiting: [(at: Date, text: String, person: PersonID)] = []
        while now < end {
            // As the service has it: a look when something is to be planned or sent.
            let decision = planner.decide(subject, at: now)
            for reminder in decision.reminders {
                let slots = planner.slots(for: reminder, of: course.followUp, at: now)
                // A later step takes the place of one that waits for the same digest, or that it goes before.
                waiting.removeAll { old in slots.contains { $0.recipient == old.person && $0.sendAt <= old.at } }
                waiting += slots.map { ($0.sendAt, reminder.step, $0.recipient) }
            }
            subject = subject.done(decision, at: now)
            sent += waiting.filter { $0.at <= now }.map { "\(wall($0.at)) \($0.person) \($0.text)" }
            waiting.removeAll { $0.at <= now }
            now = min(decision.next, waiting.map(\.at).min() ?? .distantFuture)
        }
        #expect(lines.map { "\(wall($0.at)) \($0.recipient) \($0.step)" }.sorted() == sent.sorted())
    }
}
