import Foundation

/// A place in a list of follow-ups that is ordered by when they become overdue: where a page of it ended.
public struct ListPlace: Hashable, Sendable {
    /// In Unix seconds.
    public let overdueFrom: Int64
    public let id: Int64

    public init(after followUp: FollowUp, _ clock: WallClock) {
        overdueFrom = Int64(followUp.due.overdueFrom(clock).timeIntervalSince1970)
        id = followUp.id
    }

    /// Behind everything that is overdue at a UTC instant.
    public init(behindOverdueAt now: Date) {
        overdueFrom = Int64(now.timeIntervalSince1970.rounded(.down))
        id = .max
    }

    /// Reads `1796641200-42`.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...18).contains($0.utf8.count) && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let overdueFrom = Int64(parts[0]), let id = Int64(parts[1])
        else { return nil }
        self.overdueFrom = overdueFrom
        self.id = id
    }

    /// As it stands in an address.
    public var text: String { "\(overdueFrom)-\(id)" }
}
