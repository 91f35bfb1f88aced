import Foundation

/// How far ahead a due moment may lie. A typing error such as 2126 for 2026 would silence the follow-up for good.
public enum DueLimit {
    /// Five years: the longest term for which a school keeps records of this kind.
    public static let longest = Term(60, .months)

    /// The latest day allowed, when a due moment lies beyond it. A kind with a longer term of its own raises the limit.
    public static func latest(exceededBy due: Due, of kind: Kind?, from now: Date, in calendar: SchoolCalendar) -> Day? {
        let today = calendar.clock.day(of: now)
        let latest = ([longest] + [kind?.term, kind?.repeat].compactMap { $0 }).map { $0.day(from: today, in: calendar) }.max() ?? today
        // One that falls on a free day is due on the next school day.
        let allowed = max(latest, Due.on(latest, urgency: kind?.urgency ?? .normal, in: calendar).day(calendar.clock))
        return due.day(calendar.clock) > allowed ? latest : nil
    }
}
