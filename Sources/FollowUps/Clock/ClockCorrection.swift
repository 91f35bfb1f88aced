import Foundation

/// How instants that a wrong clock gave are put right: each is moved by what the clock was wrong, and none lies after the present.
public struct ClockCorrection: Hashable, Sendable {
    /// UTC instants. Those between the two were given by the wrong clock.
    public let wrongFrom: Date
    public let wrongTo: Date
    /// Seconds to add; negative when the clock was ahead.
    public let shift: TimeInterval
    /// What is past lies between these when it has been moved.
    public let earliest: Date
    public let now: Date

    /// Of a clock that came back from a leap.
    public init(leap: ClockLeap, latest: Date, now: Date) {
        // Of a leap nothing is stamped before the interval after which a sign of life is put on record.
        wrongFrom = leap.from.addingTimeInterval(ClockRecord.interval)
        wrongTo = .distantFuture
        shift = now.timeIntervalSince(max(latest, leap.to))
        earliest = min(leap.from, now)
        self.now = now
    }

    /// Of a clock that was behind.
    public init(behind: ClockRecord.Behind, latest: Date, now: Date) {
        wrongFrom = behind.from.addingTimeInterval(-ClockRecord.interval)
        wrongTo = behind.to.addingTimeInterval(ClockRecord.interval)
        shift = now.timeIntervalSince(behind.to)
        earliest = min(latest, now)
        self.now = now
    }

    public func isWrong(_ instant: Date) -> Bool { wrongFrom < instant && instant <= wrongTo }

    /// An instant that was still to come is moved as it is; one that was past does not come to lie after the present.
    public func moved(_ instant: Date) -> Date {
        let moved = instant.addingTimeInterval(shift)
        return moved > now ? moved : max(earliest, moved)
    }

    /// The due moment of a follow-up that was opened by the wrong clock, where it was counted from that: what the catalogue gives to its kind, what
    /// an outcome led to, or an instant. Nil for a day that somebody named: it may be what they meant.
    ///
    /// - Parameter opened: the UTC instant that the wrong clock showed when it got its due moment.
    public func due(of followUp: FollowUp, kind: Kind?, openedAt opened: Date, isConsequence: Bool, in calendar: SchoolCalendar) -> Due? {
        switch followUp.due {
        case .instant(let instant): return instant > wrongFrom || shift > 0 ? .instant(moved(instant)) : nil
        case .day(let day):
            let (was, is_) = (calendar.clock.day(of: opened), calendar.clock.day(of: moved(opened)))
            if let term = kind?.term, Due.after(term, from: opened, urgency: followUp.urgency, in: calendar) == followUp.due {
                return Due.after(term, from: moved(opened), urgency: followUp.urgency, in: calendar)
            }
            guard isConsequence, day >= was else { return nil }
            return Due.on(day.adding(days: is_.number - was.number), urgency: followUp.urgency, in: calendar)
        }
    }
}
