import Foundation

/// More than an hour without a sign of life: the programs did not run, or the clock was set forwards. Which of the two
/// shows only when the clock comes back.
public struct ClockLeap: Hashable, Sendable {
    public let id: Int64
    /// The last sign of life before it, and the first one after it.
    public let from: Date
    public let to: Date

    public init(id: Int64, from: Date, to: Date) {
        self.id = id
        self.from = from
        self.to = to
    }

    public var length: TimeInterval { to.timeIntervalSince(from) }
}

/// What passes and commands have recorded of the clock, from which the next one judges whether it was wrong (promise
/// 14). docs/architecture.md draws the states.
public struct ClockRecord: Hashable, Sendable {
    public struct Behind: Hashable, Sendable {
        /// What the clock showed first in it, and last.
        public let from: Date
        public let to: Date

        public init(from: Date, to: Date) {
            self.from = from
            self.to = to
        }
    }

    /// The latest instant that is taken to have been right.
    public let latest: Date
    /// Nil unless the clock is behind `latest` now.
    public let behind: Behind?
    public let leaps: [ClockLeap]

    /// Seconds by which a clock may be wrong without consequence, and from which silence is a leap.
    public static let tolerance: TimeInterval = 3600
    public static let interval: TimeInterval = 600
    /// Seconds after which a clock that is behind is believed.
    public static let patience: TimeInterval = 86_400

    public init(latest: Date, behind: Behind? = nil, leaps: [ClockLeap] = []) {
        self.latest = latest
        self.behind = behind
        self.leaps = leaps
    }

    public func finding(at now: Date) -> ClockFinding {
        if now > latest.addingTimeInterval(-Self.tolerance) {
            if let behind { return .caughtUp(behind) }
            if now >= latest.addingTimeInterval(Self.tolerance) { return .leap }
            return now >= latest.addingTimeInterval(Self.interval) ? .goesOn : .usual
        }
        if let leap = wrongLeap(at: now) { return .returned(leap) }
        guard let behind else { return .behind(isNew: true) }
        // Somebody would have set it right by now. Twice is better than never.
        if now >= behind.from.addingTimeInterval(Self.patience) { return .believed }
        return abs(now.timeIntervalSince(behind.to)) >= Self.interval ? .behind(isNew: now < behind.from) : .usual
    }

    /// The leap that was wrong: one that contains `now`, unless the programs have since run for longer than the clock would then have it.
    private func wrongLeap(at now: Date) -> ClockLeap? {
        var later: TimeInterval = 0
        for leap in leaps.reversed() {
            let running = latest.timeIntervalSince(leap.to) - later
            later += leap.length
            let isInside =
                leap.from.addingTimeInterval(-Self.tolerance) <= now && now <= leap.to.addingTimeInterval(-Self.tolerance)
            if isInside, now >= leap.from.addingTimeInterval(running - Self.tolerance) { return leap }
        }
        return nil
    }

    /// The earliest instant that it can be now, if all leaps of the last week were wrong. What cannot be undone waits for it.
    public func certain(at now: Date) -> Date {
        doubtful(at: now).reduce(now) { $0.addingTimeInterval(-$1.length) }
    }

    public func doubtful(at now: Date) -> [ClockLeap] { leaps.filter { $0.to > now.addingTimeInterval(-Self.doubt) } }

    /// Seconds after a leap in which nothing is done that cannot be undone.
    public static let doubt: TimeInterval = 7 * 86_400
}

public enum ClockFinding: Hashable, Sendable {
    case usual
    case goesOn
    case leap
    /// It has gone back into a leap, which was therefore wrong. What was done since is to be undone.
    case returned(ClockLeap)
    /// It shows less than before, and nothing shows which of the two is wrong. `isNew` at first, and when it shows even less.
    case behind(isNew: Bool)
    /// It has been behind for so long that it is believed. What was done ahead of it is to be undone.
    case believed
    /// It is no longer behind. What it showed meanwhile was wrong.
    case caughtUp(ClockRecord.Behind)
}
