import Foundation

/// What a look at the fence has found, the folder that two machines share.
public enum FenceReading: Hashable, Sendable {
    /// Nobody has left a generation there.
    case empty
    case generation(Generation)
    case unreadable(reason: String)

    /// A share that is not mounted looks like an empty folder, so what was there once has to be there still.
    public func judged(after record: FenceRecord) -> FenceReading {
        guard self == .empty, record.lastRead != nil else { return self }
        return .unreadable(
            reason: "the generation that was there is gone; is the share mounted? If somebody has emptied it, run: opvolg standby promote --now")
    }
}

/// When a machine could last look at its fence.
public struct FenceRecord: Hashable, Sendable {
    /// The last look that found a generation; nil when there was none.
    public let lastRead: Date?
    /// Since when it could not look; nil when it can.
    public let failingSince: Date?

    /// How long a machine that could not look for as long waits for its fence. It may be coming back after another has taken over.
    public static let patience: TimeInterval = 15 * 60
    /// Good looks less than this after the last that was recorded are not recorded.
    static let pause: TimeInterval = 60

    public init(lastRead: Date? = nil, failingSince: Date? = nil) {
        self.lastRead = lastRead
        self.failingSince = failingSince
    }

    /// Until when to wait for a fence that cannot be read; nil when there is no need to. One that was read shortly before it failed holds up nothing:
    /// nobody takes over so soon. Nor does one that could never be read: that was never a machine with a second one.
    public func waits(at now: Date) -> Date? {
        guard let failingSince, let lastRead, abs(failingSince.timeIntervalSince(lastRead)) >= Self.patience else { return nil }
        let end = failingSince.addingTimeInterval(Self.patience)
        // After the clock was set back far, waiting for the old instant could take for ever.
        return now < end && now >= failingSince.addingTimeInterval(-Self.patience) ? end : nil
    }

    /// The record after a look.
    public func after(_ reading: FenceReading, at now: Date) -> FenceRecord {
        switch reading {
        case .unreadable: return FenceRecord(lastRead: lastRead, failingSince: failingSince ?? now)
        case .empty: return FenceRecord(lastRead: lastRead)
        case .generation:
            if failingSince == nil, let lastRead, abs(now.timeIntervalSince(lastRead)) < Self.pause { return self }
            return FenceRecord(lastRead: now)
        }
    }
}
