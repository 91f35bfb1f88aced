import Foundation

public struct WaitingMessage: Hashable, Sendable {
    public let id: Int64
    public let entry: OutboxEntry
    public let isQuarantined: Bool

    public init(id: Int64, _ entry: OutboxEntry, isQuarantined: Bool = false) {
        self.id = id
        self.entry = entry
        self.isQuarantined = isQuarantined
    }
}

public struct Placement: Hashable, Sendable {
    public struct Delay: Hashable, Sendable {
        public let message: Int64
        public let until: Date
    }

    public var message: Int64?
    /// Messages that must first wait for their window, or the reminder would send them before it opens (promise 7).
    public var delays: [Delay] = []

    /// Finds the place of a reminder or overview among the messages that wait for its recipient over its channel. What
    /// goes out now goes in one message. A reminder that joins a refused message waits with it, unless it is more
    /// urgent than all in it. A message that waits for its window takes nothing in before that opens.
    ///
    /// `opening` gives the first instant at which anything in a message may go, nil if unknown. It is asked only when
    /// something more urgent would join.
    public init(
        of slot: DeliverySlot, _ urgency: Urgency, among waiting: [WaitingMessage], at now: Date, opening: (WaitingMessage) throws -> Date?
    ) rethrows {
        let open = waiting.filter { Self.isOpen($0, for: slot, at: now) }.sorted {
            ($0.entry.nextAttemptAt ?? now, $0.id) < ($1.entry.nextAttemptAt ?? now, $1.id)
        }
        for candidate in open {
            if candidate.entry.urgency < urgency, let instant = try opening(candidate), instant > now {
                delays.append(Delay(message: candidate.id, until: instant))
            } else {
                message = candidate.id
                return
            }
        }
    }

    private static func isOpen(_ waiting: WaitingMessage, for slot: DeliverySlot, at now: Date) -> Bool {
        let entry = waiting.entry
        guard case .queued(let notBefore, let forHours) = entry.state, entry.channel == slot.channel, !entry.copyMayExist, !waiting.isQuarantined,
            entry.purpose != .notice
        else { return false }
        if notBefore <= now && slot.sendAt <= now { return true }
        guard entry.purpose == slot.purpose else { return false }
        return notBefore == slot.sendAt || (entry.purpose == .reminders && entry.attempts > 0 && !forHours)
    }
}
