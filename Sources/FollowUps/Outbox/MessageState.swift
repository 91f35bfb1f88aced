/// What a message's state is called, in the database and in lists. `OutboxEntry.State` has what belongs to each, and `transition` what leads from one to
/// the other.
public enum MessageState: String, Sendable, Codable, CaseIterable {
    case queued, sending, sent
    /// Given up; its reminders have gone to the next person who can be reached.
    case failed
    /// No longer needed: all that it would have said was closed before it went out.
    case dropped
}
