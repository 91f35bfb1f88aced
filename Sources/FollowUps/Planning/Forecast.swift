import Foundation

/// Computes who will get what, when and why, by running the planner over the days to come (promise 10).
public struct Forecast: Sendable {
    /// One reminder or overview for one person over one channel, if nothing changes.
    public struct Line: Hashable, Sendable {
        public let at: Date
        public let recipient: PersonID
        public let channel: ChannelID
        public let followUp: Int64?
        public let step: String
        public let reason: String
        /// Whether somebody may have a copy. Then it goes again unchanged, whatever follows.
        public let isSettled: Bool

        public init(
            at: Date, recipient: PersonID, channel: ChannelID, followUp: Int64?, step: String, reason: String, isSettled: Bool = false
        ) {
            self.at = at
            self.recipient = recipient
            self.channel = channel
            self.followUp = followUp
            self.step = step
            self.reason = reason
            self.isSettled = isSettled
        }
    }

    let planner: Planner

    public init(_ planner: Planner) { self.planner = planner }

    /// The lines from `now` (included) to `end` (excluded), by time, recipient and follow-up. `waiting` is planned and
    /// not yet sent, at the hour at which each may go. While the planner looks every hour for somebody who can be
    /// reached, a line is only right to the hour.
    public func lines(
        of subjects: [PlanningSubject], waiting: [Line] = [], overviews: OverviewForecast? = nil, from now: Date, until end: Date
    ) -> [Line] {
        let waiting = waiting.map { $0.moved(to: max(now, $0.at)) }
        let overviews = (overviews?.lines(from: now, until: end) ?? []) + waiting.filter { $0.followUp == nil }
        var lines = Dictionary(grouping: waiting.filter { $0.followUp != nil }, by: Place.init)
        for line in subjects.flatMap({ self.lines(of: $0, from: now, until: end) }) {
            // A later step replaces what still waits when it goes, and earlier steps in the same message.
            lines[Place(line), default: []].removeAll { $0.at >= line.at && !$0.isSettled }
            lines[Place(line), default: []].append(line)
        }
        // An overview that had to wait until the next one goes with it, in one message.
        return (Array(Set(overviews)) + lines.values.joined()).filter { $0.at < end }.sorted {
            ($0.at, $0.recipient, $0.channel, $0.followUp ?? 0, $0.reason) < ($1.at, $1.recipient, $1.channel, $1.followUp ?? 0, $1.reason)
        }
    }

    private func lines(of start: PlanningSubject, from now: Date, until end: Date) -> [Line] {
        var lines: [Line] = []
        var subject = start
        var instant = now
        while instant < end {
            let decision = planner.decide(subject, at: instant)
            for reminder in decision.reminders {
                for slot in planner.slots(for: reminder, of: subject.followUp, at: instant) {
                    lines.append(
                        Line(
                            at: slot.sendAt, recipient: slot.recipient, channel: slot.channel, followUp: reminder.followUp,
                            step: reminder.step, reason: Self.reason(for: reminder, purpose: slot.purpose)))
                }
            }
            subject = subject.done(decision, at: instant)
            instant = decision.next
        }
        return lines
    }

    public static func reason(for reminder: Reminder, purpose: DeliverySlot.Purpose) -> String {
        var words = ["as \(reminder.audience)"]
        if let person = reminder.standsInFor { words.append("for \(person)") }
        if reminder.isEscalation { words.append("escalation") }
        if purpose == .digest { words.append("in the digest") }
        return words.joined(separator: ", ")
    }

    private struct Place: Hashable {
        let recipient: PersonID
        let channel: ChannelID
        let followUp: Int64?

        init(_ line: Line) {
            recipient = line.recipient
            channel = line.channel
            followUp = line.followUp
        }
    }
}

extension Forecast.Line {
    fileprivate func moved(to at: Date) -> Forecast.Line {
        Forecast.Line(at: at, recipient: recipient, channel: channel, followUp: followUp, step: step, reason: reason, isSettled: isSettled)
    }
}
