import Foundation

/// A time of more than an hour in which there was no sign of life: the programs did not run, or the clock was set forwards. Which of the two it was
/// shows only when the clock comes back.
public struct ClockLeap: Hashable, Sendable {
    public let id: Int64
    /// UTC instants: the last sign of life before it, and the first one after it.
    public let from: Date
    public let to: Date

    public init(id: Int64, from: Date, to: Date) {
        self.id = id
        self.from = from
        self.to = to
    }

    /// In seconds.
    public var length: TimeInterval { to.timeIntervalSince(from) }
}

/// What passes and commands have seen of the clock, from which the next one finds out whether it has been wrong (promise 14).
///
///     usual ──more than an hour without a sign of life──► leap ──the clock goes back into it──► the leap was wrong
///       └──the clock goes back, and into no leap──► behind ──► caught up: the clock was wrong in between
public struct ClockRecord: Hashable, Sendable {
    /// A time in which the clock showed less than it had shown before.
    public struct Behind: Hashable, Sendable {
        /// UTC instants: what the clock showed first, and what it showed last.
        public let from: Date
        public let to: Date

        public init(from: Date, to: Date) {
            self.from = from
            self.to = to
        }
    }

    /// The latest UTC instant that is taken to have been right.
    public let latest: Date
    /// Nil unless the clock is behind that now.
    public let behind: Behind?
    /// In the order in which they were met.
    public let leaps: [ClockLeap]

    /// Seconds by which a clock may be wrong without anything being made of it, and from which a time without a sign of life is a leap.
    public static let tolerance: TimeInterval = 3600
    /// Seconds after which a sign of life is put on record.
    public static let interval: TimeInterval = 600
    /// Seconds for which the clock has to run on behind what it showed before until it is believed.
    public static let patience: TimeInterval = 86_400

    public init(latest: Date, behind: Behind? = nil, leaps: [ClockLeap] = []) {
        self.latest = latest
        self.behind = behind
        self.leaps = leaps
    }

    /// What a UTC instant that the clock shows now says of it.
    public func finding(at now: Date) -> ClockFinding {
        if now > latest.addingTimeInterval(-Self.tolerance) {
            if let behind { return .caughtUp(behind) }
            if now >= latest.addingTimeInterval(Self.tolerance) { return .leap }
            return now >= latest.addingTimeInterval(Self.interval) ? .goesOn : .usual
        }
        if let leap = wrongLeap(at: now) { return .returned(leap) }
        guard let behind else { return .behind(isNew: true) }
        // Somebody would have set it right by now. What it was wrong before is said once more rather than never.
        if now >= behind.from.addingTimeInterval(Self.patience) { return .believed }
        return abs(now.timeIntervalSince(behind.to)) >= Self.interval ? .behind(isNew: now < behind.from) : .usual
    }

    /// The leap that was none, when the clock shows an instant now: one that contains it, unless more time has passed since than the clock would have it.
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

    /// The earliest instant that it can be now: what nobody may take back is judged by it. A leap of the last week counts as wrong.
    public func certain(at now: Date) -> Date {
        doubtful(at: now).reduce(now) { $0.addingTimeInterval(-$1.length) }
    }

    /// The leaps of the last week.
    public func doubtful(at now: Date) -> [ClockLeap] { leaps.filter { $0.to > now.addingTimeInterval(-Self.doubt) } }

    /// Seconds for which nothing is done after a leap that could not be undone.
    public static let doubt: TimeInterval = 7 * 86_400
}

/// What the clock turns out to be.
public enum ClockFinding: Hashable, Sendable {
    /// Nothing is to be noted.
    case usual
    /// As usual, and it is time to put that on record.
    case goesOn
    /// More than an hour has passed without a sign of life.
    case leap
    /// It has come back from a leap, which was wrong: what was done since is to be undone.
    case returned(ClockLeap)
    /// It shows less than it has shown before, and nothing tells which of the two is wrong; `isNew` when it did not until now, or shows even less.
    case behind(isNew: Bool)
    /// It has been behind for so long that it is taken to be right: what was done after it is to be undone.
    case believed
    /// It was behind, and is not any more: what it showed meanwhile was wrong.
    case caughtUp(ClockRecord.Behind)
}
