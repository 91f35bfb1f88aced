/// What another mail server reports of a message of ours: that it could not be delivered after all (RFC 3464).
public struct DeliveryReport: Hashable, Sendable {
    /// Stands for the report itself, so that it is handled once: a digest of all its bytes.
    public let digest: String
    /// The `Message-ID` of what could not be delivered, without angle brackets.
    public let messageID: String
    /// The code of RFC 3463, such as `5.1.1`.
    public let status: String
    /// Why, on one line and without any address.
    public let reason: String

    public init(digest: String, messageID: String, status: String, reason: String) {
        self.digest = digest
        self.messageID = messageID
        self.status = status
        self.reason = reason
    }
}

/// What a delivery report came to.
public enum ReportResult: Hashable, Sendable {
    /// The message counts as failed now; its reminders go to others, or could not be passed on.
    case failed(message: Int64, unreached: [Unreached])
    /// It changes nothing: it was handled before, or its message has come to another end.
    case settled(message: Int64)
    /// Its message is still under way; ask again when it has come to an end.
    case early(message: Int64)
    /// No message of ours.
    case unknown
}
