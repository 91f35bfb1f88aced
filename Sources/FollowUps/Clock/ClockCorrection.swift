import Foundation

/// Corrects instants that a wrong clock gave by as much as it was wrong (promise 14).
public struct ClockCorrection: Hashable, Sendable {
    /// The wrong clock gave the instants after `wrongFrom`, up to and including `wrongTo`.
    public let wrongFrom: Date
    public let wrongTo: Date
    /// Seconds to add; negative when the clock was ahead.
    public let shift: TimeInterval
    /// Past instants are moved no further back than this.
    public let earliest: Date
    public let now: Date

    public init(leap: ClockLeap, latest: Date, now: Date) {
        // Signs of life are recorded once per interval, so stamps within one interval of the last are still right.
        wrongFrom = leap.from.addingTimeInterval(ClockRecord.interval)
        wrongTo = .distantFuture
        shift = now.timeIntervalSince(max(latest, leap.to))
        earliest = min(leap.from, now)
        self.now = now
    }

    public init(behind: ClockRecord.SetBack, latest: Date, now: Date) {
        wrongFrom = behind.from.addingTimeInterval(-ClockRecord.interval)
        wrongTo = behind.to.addingTimeInterval(ClockRecord.interval)
        shift = now.timeIntervalSince(behind.to)
        earliest = min(latest, now)
        self.now = now
    }

    public func isWrong(_ instant: Date) -> Bool { wrongFrom < instant && instant <= wrongTo }

    /// A future instant moves by the whole shift. A past one never moves past `now`.
    public func moved(_ instant: Date) -> Date {
        let moved = instant.addingTimeInterval(shift)
        return moved > now ? moved : max(earliest, moved)
    }

    /// The corrected due moment, if it was counted from the wrong clock: a term of its kind, a consequence or an
    /// instant. Nil for a day that somebody named, which may be what they meant.
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
