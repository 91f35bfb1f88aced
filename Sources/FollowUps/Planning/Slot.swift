import Foundation

/// The place of a reminder among a person's messages: reminders of one slot go out as one message.
public struct Slot: Hashable, Sendable {
    /// What a message brings together.
    public enum Purpose: String, Sendable, CaseIterable {
        /// The reminders of one pass.
        case reminders
        /// The reminders that have waited for the person's digest day.
        case digest
        /// What the operator has to know.
        case notice
    }

    public let recipient: PersonID
    public let channel: ChannelID
    public let purpose: Purpose
    /// The UTC instant before which it does not go out.
    public let sendAt: Date
}

extension Planner {
    /// One slot for each channel of the recipient. A digest takes normal reminders that are neither overdue nor an escalation; all else goes out at once,
    /// and so does the alarm of a silent case, which somebody has to hear on its day (promise 2).
    public func slots(for reminder: Reminder, of followUp: FollowUp, at now: Date) -> [Slot] {
        guard let person = directory.person(reminder.recipient) else { return [] }
        let calendar = directory.calendar(of: followUp.school)
        let isAlarm = followUp.kind == alarm || reminder.isEscalation || followUp.isOverdue(at: now, directory.clock)
        let canWait = followUp.urgency == .normal && !isAlarm
        let digest = canWait ? person.digest.moment(onOrAfter: now, window: policies[.normal].window, in: calendar) : nil
        return person.channels.map { channel in
            Slot(recipient: person.id, channel: channel, purpose: digest == nil ? .reminders : .digest, sendAt: digest ?? now)
        }
    }
}
