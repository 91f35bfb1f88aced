/// Where a message stands in the outbox.
///
///     queued ──claim──► sending ──accepted──► sent
///       ▲                  │ └──refused, or three days of trying──► failed ──retry──► queued
///       └──for now, unknown┘
///     queued ──nothing left to say──► dropped
public enum MessageState: String, Sendable, Codable, CaseIterable {
    case queued, sending, sent
    /// Given up; its reminders have gone to the next person who can be reached.
    case failed
    /// No longer needed: all that it would have said was closed before it went out.
    case dropped
}
