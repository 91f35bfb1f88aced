import Foundation

/// More than an hour of which nothing was recorded: the programs were down, or the clock was set forwards. Only a clock that comes back shows which.
public struct ClockLeap: Hashable, Sendable {
    public let id: Int64
    /// What was recorded last before it, and first after it.
    public let from: Date
    public let to: Date

    public init(id: Int64, from: Date, to: Date) {
        self.id = id
        self.from = from
        self.to = to
    }

    public var length: TimeInterval { to.timeIntervalSince(from) }
}

/// What passes and commands have recorded of the clock, which shows whether it was wrong (promise 14). docs/architecture.md draws the states.
public struct ClockRecord: Hashable, Sendable {
    public struct SetBack: Hashable, Sendable {
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
    public let behind: SetBack?
    public let leaps: [ClockLeap]

    /// Seconds of error that have no consequence, and of silence that make a leap.
    public static let tolerance: TimeInterval = 3600
    public static let interval: TimeInterval = 600
    /// Seconds after which a clock that is behind is believed.
    public static let believedAfter: TimeInterval = 86_400

    public init(latest: Date, behind: SetBack? = nil, leaps: [ClockLeap] = []) {
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
        // By now somebody would have set it right. Twice is better than never.
        if now >= behind.from.addingTimeInterval(Self.believedAfter) { return .believed }
        return abs(now.timeIntervalSince(behind.to)) >= Self.interval ? .behind(isNew: now < behind.from) : .usual
    }

    /// The leap that turns out to be wrong: it contains `now`, and the programs have not run too long since for that.
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

    /// The earliest instant that it can be now, if all leaps of the last week were wrong. Irreversible work waits for it.
    public func certain(at now: Date) -> Date {
        doubtful(at: now).reduce(now) { $0.addingTimeInterval(-$1.length) }
    }

    public func doubtful(at now: Date) -> [ClockLeap] { leaps.filter { $0.to > now.addingTimeInterval(-Self.doubt) } }

    /// Seconds after a leap before anything irreversible is done.
    public static let doubt: TimeInterval = 7 * 86_400
}

public enum ClockFinding: Hashable, Sendable {
    case usual
    case goesOn
    case leap
    /// It went back into a leap, so the leap was wrong and is undone.
    case returned(ClockLeap)
    /// It shows less than before, and either reading may be wrong. `isNew` at first, and whenever it falls further.
    case behind(isNew: Bool)
    /// It was behind for so long that it is believed. What lies ahead of it is undone.
    case believed
    /// It is no longer behind. What it showed meanwhile was wrong.
    case caughtUp(ClockRecord.SetBack)
}
