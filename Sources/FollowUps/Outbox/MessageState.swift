/// What a message's state is called in the database and in lists; see `OutboxEntry.State`.
public enum MessageState: String, Sendable, Codable, CaseIterable {
    case queued, sending, sent
    case failed
    case dropped
}
