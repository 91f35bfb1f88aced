import Foundation

/// When each step of a follow-up comes due: those of the policy, those that every follow-up has, and the repeats.
struct EscalationSchedule {
    struct ScheduledStep: Hashable {
        let name: String
        let at: Date
        let audiences: [Audience]
        /// The last moment at which it is of use, if not the end of the due day: the start of the holiday that it warns of.
        var latest: Date? = nil

        static func repeatName(_ number: Int) -> String { "repeat \(number)" }

        func renamed(_ name: String) -> ScheduledStep { ScheduledStep(name: name, at: at, audiences: audiences, latest: latest) }
        func moved(to instant: Date) -> ScheduledStep { ScheduledStep(name: name, at: instant, audiences: audiences, latest: latest) }
    }

    /// In the order in which they come due, from the start of the escalation on.
    let scheduledSteps: [ScheduledStep]
    /// What somebody asked for: the reminder at the end of a snooze, and the one that asks the owner again. Any other step that is due meanwhile
    /// replaces them.
    let askedFor: [ScheduledStep]

    private let hours: Hours
    private let policy: Policy
    private let calendar: SchoolCalendar
    /// When the last step is due, and who gets the repeats.
    private let last: (due: Due, audiences: [Audience])?

    /// - Parameter school: the window of normal reminders, with which the urgent ones of a school day go together.
    init(_ followUp: FollowUp, policy: Policy, calendar: SchoolCalendar, school: Window) {
        let hours = Hours(
            window: policy.window, together: followUp.urgency == .urgent ? school : nil, start: followUp.escalation.startedAt, calendar: calendar)
        self.hours = hours
        self.policy = policy
        self.calendar = calendar
        let start = followUp.escalation.startedAt
        // Steps that every follow-up has come first, so that a coinciding step of the policy counts as the higher one.
        var scheduledSteps: [ScheduledStep] = []
        if let (day, holiday) = EscalationSchedule.holidayWarning(for: followUp, in: calendar) {
            scheduledSteps.append(
                ScheduledStep(
                    name: "holiday", at: hours.opening(onOrAfter: day), audiences: [.owner], latest: calendar.clock.start(of: holiday.lowerBound)))
        }
        // Somebody who is handed a follow-up, or gets one that is already due, is told at once, even if the policy has
        // no step for that. So is whoever gets an acute one that is due later: at the due moment it would be too late.
        let isTold =
            followUp.escalation.number > 1 || EscalationSchedule.isPast(followUp.due, at: start, calendar)
            || EscalationSchedule.isAhead(followUp.due, of: start)
        if isTold, !policy.steps.contains(where: { $0.moment == .open }) {
            scheduledSteps.append(ScheduledStep(name: "open", at: hours.opening(onOrAfter: start), audiences: [.owner]))
        }
        // An escalation that starts after its last step counts from its start: an old due date is no reason to begin at the top.
        let isPassed = EscalationSchedule.isPassed(policy, for: followUp, hours)
        let base = isPassed ? followUp.due.moved(to: start, calendar.clock) : followUp.due
        var last: (due: Due, audiences: [Audience])?
        for step in policy.steps {
            guard let due = EscalationSchedule.due(step.moment, from: base, in: calendar) else {
                scheduledSteps.append(ScheduledStep(name: step.name, at: hours.opening(onOrAfter: start), audiences: step.audiences))
                continue
            }
            if !isPassed || EscalationSchedule.isLater(due, than: base, calendar) {
                scheduledSteps.append(ScheduledStep(name: step.name, at: hours.moment(of: step.moment, due), audiences: step.audiences))
            }
            if let known = last, EscalationSchedule.isLater(known.due, than: due, calendar) { continue }
            last = (due, step.audiences)
        }
        self.last = last.map { ($0.due, policy.repeatsTo == .everybody ? policy.audiences : $0.audiences) }
        // Where two coincide, the order of the policy stays.
        self.scheduledSteps = scheduledSteps.enumerated().filter { $0.element.at >= start }
            .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
        askedFor = [("snooze", followUp.snoozedUntil), ("again", followUp.askedAgainAt)].compactMap { name, instant in
            instant.map { ScheduledStep(name: "\(name) \(calendar.clock.iso8601($0))", at: hours.opening(onOrAfter: $0), audiences: [.owner]) }
        }
    }

    func scheduledStep(named name: String) -> ScheduledStep? { (askedFor + scheduledSteps).first { $0.name == name } }

    /// Without end. Repeats before `start` are left out.
    func repeats(from start: Date) -> some Sequence<ScheduledStep> {
        var number = 0
        var due = last?.due
        return sequence(state: ()) { (_: inout ()) -> ScheduledStep? in
            while let previous = due, let last, !policy.repeat.isEmpty {
                let term = policy.repeat[min(number, policy.repeat.count - 1)]
                number += 1
                let next = EscalationSchedule.due(previous, plus: term, backwards: false, in: calendar)
                due = next
                let at = hours.moment(next)
                if at >= start { return ScheduledStep(name: ScheduledStep.repeatName(number), at: at, audiences: last.audiences) }
            }
            return nil
        }
    }

    private static func due(_ moment: Step.Moment, from base: Due, in calendar: SchoolCalendar) -> Due? {
        switch moment {
        case .open: nil
        case .due: base
        case .before(let term): due(base, plus: term, backwards: true, in: calendar)
        case .after(let term): due(base, plus: term, backwards: false, in: calendar)
        }
    }

    private static func due(_ due: Due, plus term: Term, backwards: Bool, in calendar: SchoolCalendar) -> Due {
        switch due {
        case .day(let day): .day(term.day(from: day, in: calendar, backwards: backwards))
        case .instant(let instant): .instant(term.instant(from: instant, in: calendar, backwards: backwards))
        }
    }

    private static func isLater(_ due: Due, than other: Due, _ calendar: SchoolCalendar) -> Bool {
        due.overdueFrom(calendar.clock) > other.overdueFrom(calendar.clock)
    }

    private static func isPassed(_ policy: Policy, for followUp: FollowUp, _ hours: Hours) -> Bool {
        policy.steps.compactMap { due($0.moment, from: followUp.due, in: hours.calendar) }
            .allSatisfy { hours.moment($0) < followUp.escalation.startedAt }
    }

    private static func isPast(_ due: Due, at start: Date, _ calendar: SchoolCalendar) -> Bool { due.overdueFrom(calendar.clock) < start }

    private static func isAhead(_ due: Due, of start: Date) -> Bool {
        switch due {
        case .day: false
        case .instant(let instant): instant > start
        }
    }

    /// The third-last school day before a long break, when a normal follow-up is due within five school days after it.
    private static func holidayWarning(for followUp: FollowUp, in calendar: SchoolCalendar) -> (day: Day, holiday: ClosedRange<Day>)? {
        guard followUp.urgency == .normal, case .day(let day) = followUp.due, calendar.isSchoolDay(day),
            let free = calendar.longBreak(shortlyBefore: day)
        else { return nil }
        return (calendar.day(from: free.lowerBound, schoolDays: -3), free)
    }
}

extension Due {
    fileprivate func moved(to instant: Date, _ clock: WallClock) -> Due {
        switch self {
        case .day: .day(clock.day(of: instant))
        case .instant: .instant(instant)
        }
    }
}
