import FollowUps
import Foundation

/// When reminders of a follow-up must come, worked out from its policy in the plainest way, without the planner.
struct ScheduledSteps {
    struct ScheduledStep: Hashable {
        let name: String
        let at: Date
    }

    /// Those of the policy and the repeats after them, up to an instant.
    let all: [ScheduledStep]

    /// - Parameter school: the hours of normal reminders.
    init(of followUp: FollowUp, _ policy: Policy, _ calendar: SchoolCalendar, school: Window, until end: Date) {
        func base(_ instant: Date) -> Due {
            if case .instant = followUp.due { .instant(instant) } else { .day(calendar.clock.day(of: instant)) }
        }
        func moved(_ due: Due, _ moment: Step.Moment) -> Due? {
            switch moment {
            case .open: nil
            case .due: due
            case .before(let term): Self.moved(due, term, calendar, backwards: true)
            case .after(let term): Self.moved(due, term, calendar)
            }
        }
        let start = followUp.escalation.startedAt
        func opening(_ due: Due) -> Date {
            let own =
                switch due {
                case .day(let day): policy.window.opening(onOrAfter: day, in: calendar)
                case .instant(let instant): policy.window.opening(onOrAfter: instant, in: calendar)
                }
            // What is urgent goes with what is normal on a school day: within two hours after its own.
            guard followUp.urgency == .urgent, own >= start else { return own }
            let hours = (1...120).map { own.addingTimeInterval(Double($0) * 60) }
            return school.contains(own, in: calendar) ? own : hours.first { school.contains($0, in: calendar) } ?? own
        }
        let isPassed = policy.steps.compactMap { moved(followUp.due, $0.moment) }.allSatisfy { opening($0) < start }
        let due = isPassed ? base(start) : followUp.due
        var scheduledSteps: [ScheduledStep] = []
        var last = due
        for step in policy.steps {
            guard let at = moved(due, step.moment) else { continue }
            if at.overdueFrom(calendar.clock) >= last.overdueFrom(calendar.clock) { last = at }
            if isPassed, at.overdueFrom(calendar.clock) <= due.overdueFrom(calendar.clock) { continue }
            var moment = opening(at)
            if step.moment == .due, case .day(var day) = at, moment >= at.overdueFrom(calendar.clock) {
                // The due day has become a free one.
                while !calendar.isSchoolDay(day) { day = day.adding(days: -1) }
                if opening(.day(day)) >= start { moment = opening(.day(day)) }
            }
            scheduledSteps.append(ScheduledStep(name: step.name, at: moment))
        }
        var number = 0
        while opening(last) < end, !policy.repeat.isEmpty {
            last = Self.moved(last, policy.repeat[min(number, policy.repeat.count - 1)], calendar)
            number += 1
            scheduledSteps.append(ScheduledStep(name: "repeat", at: opening(last)))
        }
        all = scheduledSteps.filter { $0.at >= start }
    }

    private static func moved(_ due: Due, _ term: Term, _ calendar: SchoolCalendar, backwards: Bool = false) -> Due {
        switch due {
        case .day(let day): .day(term.day(from: day, in: calendar, backwards: backwards))
        case .instant(let instant): .instant(term.instant(from: instant, in: calendar, backwards: backwards))
        }
    }
}
