/// A report that mail of ours could not be delivered after all (RFC 3464, or in the server's own words).
public struct BounceReport: Hashable, Sendable {
    public struct Failure: Hashable, Sendable {
        /// The addresses in the report, in lower case: the one that we mailed, and the one it was forwarded to.
        public let addresses: Set<String>
        /// A code of RFC 3463, such as `5.1.1`; `5.0.0` when the report has none.
        public let status: String
        public let reason: String

        public init(addresses: Set<String>, status: String, reason: String) {
            self.addresses = addresses
            self.status = status
            self.reason = reason
        }
    }

    /// Of all its bytes, so that it is handled once.
    public let digest: String
    /// Candidates for the `Message-ID` of the mail, without angle brackets, the likeliest first.
    public let messageIDs: [String]
    public let failures: [Failure]

    public init(digest: String, messageIDs: [String], failures: [Failure]) {
        self.digest = digest
        self.messageIDs = messageIDs
        self.failures = failures
    }

    /// Nil when the report does not name this address.
    public func failure(of address: MailAddress) -> Failure? {
        let address = address.text.lowercased()
        return failures.first { $0.addresses.contains(address) }
    }
}

public enum BounceResult: Hashable, Sendable {
    /// The message counts as failed now, and its reminders went to others, except for `unreached`.
    case failed(message: Int64, reason: String, unreached: [UnreachableAudience])
    /// Nothing changes: it was handled before, or its message has ended otherwise.
    case settled(message: Int64)
    case early(message: Int64)
    case unknown
    /// A message of ours, but not sent to this address.
    case otherAddress(message: Int64)
}
