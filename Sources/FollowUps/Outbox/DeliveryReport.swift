/// What another mail server reports of mail of ours: that it could not be delivered after all (RFC 3464, or in words of its own).
public struct DeliveryReport: Hashable, Sendable {
    /// One recipient whom it did not reach.
    public struct Failure: Hashable, Sendable {
        /// The addresses by which the report names them, in lower case: the one that we mailed, and the one that it was forwarded to.
        public let addresses: Set<String>
        /// The code of RFC 3463, such as `5.1.1`; `5.0.0` when the report has none.
        public let status: String
        /// Why, on one line and without any address.
        public let reason: String

        public init(addresses: Set<String>, status: String, reason: String) {
            self.addresses = addresses
            self.status = status
            self.reason = reason
        }
    }

    /// Stands for the report itself, so that it is handled once: a digest of all its bytes.
    public let digest: String
    /// What can be the `Message-ID` of what could not be delivered, without angle brackets, the likeliest first.
    public let messageIDs: [String]
    /// At least one.
    public let failures: [Failure]

    public init(digest: String, messageIDs: [String], failures: [Failure]) {
        self.digest = digest
        self.messageIDs = messageIDs
        self.failures = failures
    }

    /// What it says of an address that was mailed; nil when that is none of those that it did not reach.
    public func failure(of address: String) -> Failure? {
        let address = address.lowercased()
        return failures.first { $0.addresses.contains(address) }
    }
}

/// What a delivery report came to.
public enum ReportResult: Hashable, Sendable {
    /// The message counts as failed now; its reminders go to others, or could not be passed on.
    case failed(message: Int64, reason: String, unreached: [Unreached])
    /// It changes nothing: it was handled before, or its message has come to another end.
    case settled(message: Int64)
    /// Its message is still under way; ask again when it has come to an end.
    case early(message: Int64)
    /// No message of ours.
    case unknown
    /// A message of ours, and an address that it was not sent to.
    case otherAddress(message: Int64)
}
