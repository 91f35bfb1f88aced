import Foundation

/// The private address of somebody's calendar.
public enum CalendarPage: Hashable, Sendable {
    case none
    /// There is one, which nobody can show any more; `since` is the UTC instant of its making.
    case made(since: Date)
    /// Just made: shown this once.
    case shown(address: String)
}
