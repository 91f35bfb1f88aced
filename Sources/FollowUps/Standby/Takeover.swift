import Foundation

/// What a machine that wants to take over knows of the one before it.
public struct Takeover: Hashable, Sendable {
    /// How long the other must not have been seen.
    public static let quiet: TimeInterval = 5 * 60

    public enum Objection: Hashable, Sendable {
        /// This machine is the one that sends.
        case activeAlready(Generation)
        /// The other was at work at `at`; from `from` on it counts as gone.
        case seenLately(at: Date, from: Date)
    }

    let machine: String?
    let latest: Generation?
    let fence: Generation?
    /// When the other was last at work, by the copy of its database and by the fence.
    let lastSeen: Date?

    public init(machine: String?, latest: Generation?, fence: Generation?, lastSeen: Date?) {
        self.machine = machine
        self.latest = latest
        self.fence = fence
        self.lastSeen = lastSeen
    }

    public func objection(at now: Date) -> Objection? {
        if let latest, latest.machine == machine, fence?.retires(machine, with: latest) != true { return .activeAlready(latest) }
        // An instant to come is of a clock that differs, and as good as now.
        guard let lastSeen, now.timeIntervalSince(lastSeen) < Self.quiet else { return nil }
        return .seenLately(at: lastSeen, from: lastSeen.addingTimeInterval(Self.quiet))
    }

    /// The generation of this machine, under an id that no other has: a folder may have been copied with its id.
    public func generation(of newMachine: String, at now: Date) -> Generation {
        Generation(number: max(latest?.number ?? 0, fence?.number ?? 0) + 1, machine: newMachine, claimedAt: now)
    }
}
