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

    /// The lines from `now` (included) to `end` (excluded), by time, recipient and follow-up. While the planner looks
    /// every hour for somebody who can be reached, a line is only right to the hour.
    ///
    /// - Parameters:
    ///   - waiting: what is planned and not yet sent, at the hour at which each may go.
    ///   - overviews: what is to come of them.
    ///   - next: the next follow-up, in any order; nil after the last. They come one by one, as there may be a million.
    public func lines(
        waiting: [Line] = [], overviews: [Line] = [], from now: Date, until end: Date, next: () throws -> PlanningSubject?
    ) rethrows -> ForecastLines {
        var found = ForecastLines.Builder()
        func add(_ lines: some Sequence<Line>) { for line in lines where line.at < end { found.add(line) } }
        var waiting = Dictionary(grouping: waiting.map { $0.moved(to: max(now, $0.at)) }, by: \.followUp)
        // An overview that had to wait until the next one goes with it, in one message.
        add(Set(overviews + (waiting.removeValue(forKey: nil) ?? [])))
        while let subject = try next() {
            add(lines(of: subject, waiting: waiting.removeValue(forKey: subject.followUp.id) ?? [], from: now, until: end))
        }
        add(waiting.values.joined())
        return found.sorted()
    }

    /// The same of follow-ups that are all at hand.
    public func lines(of subjects: [PlanningSubject], waiting: [Line] = [], from now: Date, until end: Date) -> [Line] {
        var rest = subjects.makeIterator()
        return Array(lines(waiting: waiting, from: now, until: end) { rest.next() })
    }

    /// The lines of one follow-up, with those that wait, in no order.
    private func lines(of subject: PlanningSubject, waiting: [Line], from now: Date, until end: Date) -> [Line] {
        let coming = lines(of: subject, from: now, until: end)
        if waiting.isEmpty, coming.count <= 1 { return coming }
        var lines = Dictionary(grouping: waiting, by: Place.init)
        for line in coming {
            // A later step replaces what still waits when it goes, and earlier steps in the same message.
            lines[Place(line), default: []].removeAll { $0.at >= line.at && !$0.isSettled }
            lines[Place(line), default: []].append(line)
        }
        return Array(lines.values.joined())
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

    /// To whom lines of one follow-up go, and over what.
    private struct Place: Hashable {
        let recipient: PersonID
        let channel: ChannelID

        init(_ line: Line) {
            recipient = line.recipient
            channel = line.channel
        }
    }
}

extension Forecast.Line {
    fileprivate func moved(to at: Date) -> Forecast.Line {
        Forecast.Line(at: at, recipient: recipient, channel: channel, followUp: followUp, step: step, reason: reason, isSettled: isSettled)
    }
}
