import FollowUps
import Foundation

/// When a follow-up has to be reminded of, worked out in the plainest way from its policy, and without the planner.
struct Rungs {
    struct Rung: Hashable {
        let name: String
        let at: Date
    }

    /// Those of the policy and the repeats after them, up to an instant.
    let all: [Rung]

    init(of followUp: FollowUp, _ policy: Policy, _ calendar: SchoolCalendar, until end: Date) {
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
        func opening(_ due: Due) -> Date {
            switch due {
            case .day(let day): policy.window.opening(onOrAfter: day, in: calendar)
            case .instant(let instant): policy.window.opening(onOrAfter: instant, in: calendar)
            }
        }
        let start = followUp.ladder.startedAt
        let isPassed = policy.steps.compactMap { moved(followUp.due, $0.moment) }.allSatisfy { opening($0) < start }
        let due = isPassed ? base(start) : followUp.due
        var rungs: [Rung] = []
        var last = due
        for step in policy.steps {
            guard let at = moved(due, step.moment) else { continue }
            if at.overdueFrom(calendar.clock) >= last.overdueFrom(calendar.clock) { last = at }
            if isPassed, at.overdueFrom(calendar.clock) <= due.overdueFrom(calendar.clock) { continue }
            rungs.append(Rung(name: step.name, at: opening(at)))
        }
        var number = 0
        while opening(last) < end, !policy.repeat.isEmpty {
            last = Self.moved(last, policy.repeat[min(number, policy.repeat.count - 1)], calendar)
            number += 1
            rungs.append(Rung(name: "repeat", at: opening(last)))
        }
        all = rungs.filter { $0.at >= start }
    }

    private static func moved(_ due: Due, _ term: Term, _ calendar: SchoolCalendar, backwards: Bool = false) -> Due {
        switch due {
        case .day(let day): .day(term.day(from: day, in: calendar, backwards: backwards))
        case .instant(let instant): .instant(term.instant(from: instant, in: calendar, backwards: backwards))
        }
    }
}
