/// Phrases of bounces that are written for people, in lower case and with plain apostrophes. From the sources of qmail,
/// Exim and sendmail (`savemail.c`), and notices of Exchange, Gmail, T-Online, GMX and Yahoo.
enum BouncePhrases {
    static let failure = [
        "could not be delivered", "couldn't be delivered", "cannot be delivered", "can't be delivered", "was not delivered", "wasn't delivered",
        "not able to deliver", "wasn't able to deliver", "unable to deliver", "unable to be delivered", "undeliverable", "undelivered mail returned",
        "delivery failed", "delivery has failed", "failed permanently", "mail delivery failed", "permanent fatal error", "permanent error",
        "permanent failure", "addresses failed", "address(es) failed", "address failed", "did not reach the following recipient",
        "failed to deliver", "delivery to the following recipient failed", "delivery to the following recipients failed",
        "niet bezorgd", "niet worden bezorgd", "niet afgeleverd", "niet worden afgeleverd", "onbestelbaar", "nicht zugestellt", "unzustellbar",
    ]

    static let delay = [
        "not yet been delivered", "warning message only", "do not need to resend", "delivery is delayed", "delivery delayed", "delayed mail",
        "message delayed", "delivery has been delayed", "delivery incomplete", "will be retried", "will retry for", "still trying to deliver",
        "delivery attempts will continue", "nog niet bezorgd", "vertraagd",
    ]

    private static let givenUp = ["failed permanently", "permanent error", "permanent fatal error", "permanent failure", "given up", "giving up"]
    private static let copies = [
        "copy of the message", "copy of your message", "original message", "original mail", "returned message", "message header follows",
        "header of the original", "message follows", "headers follow", "oorspronkelijk bericht", "oorspronkelijke bericht",
    ]
    private static let fields = ["received:", "return-path:", "message-id:", "dkim-signature:", "mime-version:"]

    static func isGivenUp(_ text: String) -> Bool { givenUp.contains { text.contains($0) } }

    /// Whether the copy of the original mail begins with this line.
    static func beginsCopy(_ line: String) -> Bool {
        let line = line.lowercased().drop { " \t>|".contains($0) }
        if fields.contains(where: { line.hasPrefix($0) }) { return true }
        // Within a sentence it begins no copy: "The original message was received at".
        guard let first = line.first, "-=*_#".contains(first) || line.hasSuffix(":") else { return false }
        return copies.contains { line.contains($0) }
    }
}
