import Foundation

/// A digest takes a person's normal reminders that are neither overdue nor escalations. No digest lets a due day pass
/// unsaid (promise 13): what would come too late in the next one goes in the last one before, or by itself.
extension Planner {
    /// One slot for each channel of the recipient. A reminder for their digest waits, unless that would be too late.
    /// All else goes at once, and so does the alarm of a silent case, which has to be heard on its day (promise 2).
    public func slots(for reminder: Reminder, of followUp: FollowUp, at now: Date) -> [DeliverySlot] {
        guard let person = directory.person(reminder.recipient) else { return [] }
        let digest = digest(of: person, for: reminder, of: followUp, at: now)
        return person.channels.map { channel in
            DeliverySlot(recipient: person.id, channel: channel, purpose: digest == nil ? .reminders : .digest, sendAt: max(digest ?? now, now))
        }
    }

    /// The digest for a reminder; nil when it goes by itself. It lies before `now` when its pass is late.
    private func digest(of person: Person, for reminder: Reminder, of followUp: FollowUp, at now: Date) -> Date? {
        guard waitsForDigests(followUp), !reminder.isEscalation, !followUp.isOverdue(at: now, directory.clock), person.digest != .none else {
            return nil
        }
        let scheduledStep = times(of: followUp).scheduledStep(named: reminder.step)
        let fell = scheduledStep?.at ?? now
        // It is here before its time because a digest goes now.
        if fell > now { return now }
        guard let digest = digest(of: person, onOrAfter: fell, for: followUp) else { return nil }
        return digest <= now || digest < deadline(of: scheduledStep, followUp) ? digest : nil
    }

    /// When to say a step: at its own time, or in the last digest before that if the next would be too late. The reader
    /// has to be the same on both days: a stand-in hears of it at its own time.
    func saying(_ scheduledStep: EscalationSchedule.ScheduledStep, of subject: PlanningSubject) -> Date {
        let followUp = subject.followUp
        let deadline = deadline(of: scheduledStep, followUp)
        guard waitsForDigests(followUp), scheduledStep.audiences == [.owner], scheduledStep.at < deadline,
            let reader = owner(of: subject, at: scheduledStep.at),
            reader.digest != .none
        else { return scheduledStep.at }
        if let next = digest(of: reader, onOrAfter: scheduledStep.at, for: followUp), next < deadline { return scheduledStep.at }
        let (calendar, window) = (directory.calendar(of: followUp.school), policy(of: followUp).window)
        let start = max(followUp.escalation.startedAt, followUp.snoozedUntil ?? .distantPast)
        let last = reader.digest.moment(before: scheduledStep.at, notBefore: start, window: policies[.normal].window, in: calendar)
            .map { window.opening(onOrAfter: $0, in: calendar) }
        guard let last, last < scheduledStep.at, owner(of: subject, at: last)?.id == reader.id else { return scheduledStep.at }
        return last
    }

    private func digest(of person: Person, onOrAfter instant: Date, for followUp: FollowUp) -> Date? {
        let calendar = directory.calendar(of: followUp.school)
        return person.digest.moment(onOrAfter: instant, window: policies[.normal].window, in: calendar)
            .map { policy(of: followUp).window.opening(onOrAfter: $0, in: calendar) }
    }

    func wasSaidEarly(_ scheduledStep: EscalationSchedule.ScheduledStep, of subject: PlanningSubject, at now: Date) -> Bool {
        guard waitsForDigests(subject.followUp), scheduledStep.audiences == [.owner], scheduledStep.at <= now,
            let planned = subject.plans[scheduledStep.name]?.at
        else {
            return false
        }
        return planned < scheduledStep.at
    }

    /// Whether a step that was said early has to be said again at its own time, to somebody who was not told.
    func isToBeSaidAgain(_ scheduledStep: EscalationSchedule.ScheduledStep, of subject: PlanningSubject, at now: Date) -> Bool {
        guard let planned = subject.plans[scheduledStep.name]?.at else { return false }
        let (reminders, unreached) = reminders(for: scheduledStep, of: subject, policy: policy(of: subject.followUp), at: now)
        let told = subject.told(at: planned)
        return reminders.isEmpty ? !unreached.isEmpty : !reminders.allSatisfy { told.contains($0.recipient) }
    }

    private func waitsForDigests(_ followUp: FollowUp) -> Bool { followUp.urgency == .normal && !isAlarm(followUp) }

    /// The last moment at which something is of use.
    private func deadline(of scheduledStep: EscalationSchedule.ScheduledStep?, _ followUp: FollowUp) -> Date {
        scheduledStep?.latest ?? followUp.due.overdueFrom(directory.clock)
    }
}
