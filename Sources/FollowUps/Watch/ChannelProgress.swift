import Foundation

public struct ChannelProgress: Hashable, Sendable {
    public let channel: ChannelID
    /// Since when something has waited that could not be delivered, through no fault of its recipient's.
    public let waitingSince: Date?
    public let workedAt: Date?

    public init(channel: ChannelID, waitingSince: Date?, workedAt: Date?) {
        self.channel = channel
        self.waitingSince = waitingSince
        self.workedAt = workedAt
    }

    /// Since when it has taken nothing although something waits; nil when nothing does. Instants in the future are a wrong clock's.
    func stalledSince(at now: Date) -> Date? {
        guard let waitingSince else { return nil }
        return [waitingSince, workedAt].compactMap { $0 }.filter { $0 <= now }.max() ?? now
    }
}

/// Detects that nothing can be delivered, so that somebody hears of it over another way (promise 12).
public enum DeliveryStall {
    public static let usualLimit: TimeInterval = 2 * 3600

    /// Since when nothing could be delivered, if that is at least `limit` seconds ago. Mail that stalls is enough. A
    /// webhook is one person's: it counts only when nothing goes any other way, and otherwise the operator's mail
    /// reports it.
    public static func since(_ channels: [ChannelProgress], limit: TimeInterval, at now: Date) -> Date? {
        let stalled = channels.compactMap { channel in channel.stalledSince(at: now).map { (channel.channel, since: $0) } }
            .filter { now.timeIntervalSince($0.since) >= limit }
        if let mail = stalled.first(where: { $0.0 == .mail }) { return mail.since }
        let isAnyWorking = channels.contains { channel in
            channel.workedAt.map { $0 <= now && now.timeIntervalSince($0) < limit } ?? false
        }
        return isAnyWorking ? nil : stalled.map(\.since).min()
    }
}
