import CCurl
import Foundation

extension CurlHandle {
    /// How a transfer ended, and what was seen of it.
    struct Outcome {
        let code: CURLcode
        /// The last SMTP or HTTP status of this transfer; 0 when there was none.
        let status: Int
        /// libcurl's own words.
        let message: String
        /// Whether the other side may have all of the content. For mail exactly when all of it had gone to the socket; for a post already when
        /// libcurl had taken the last byte.
        let contentWasSent: Bool
        /// Whether it went over a connection that was there already.
        let reusedConnection: Bool
        /// The lines that the other side answered with, the last of them last.
        let replies: [String]
        /// An address to which it would have gone and may not.
        let refusedAddress: NetworkAddress?
        /// The body of the answer, when it was asked for.
        let answer: Data
    }
}

extension CurlHandle.Outcome {
    /// The line that brought the status, in printable characters. It need not be the last: libcurl says QUIT after a refusal, and hears "221 Bye".
    func decidingReply(hiding secrets: [String] = []) -> String? {
        replies.last { $0.hasPrefix("\(status)") }?.asReason(hiding: secrets)
    }

    /// The pause that an HTTP server asks for, in seconds: it says seconds, or an HTTP date (RFC 9110, section 10.2.3).
    func retryAfter(at now: Date) -> TimeInterval? {
        let name = "retry-after:"
        guard let line = replies.last(where: { $0.lowercased().hasPrefix(name) }) else { return nil }
        let value = line.dropFirst(name.count).trimmingCharacters(in: .whitespacesAndNewlines)
        if let seconds = Int(value) { return seconds >= 0 ? TimeInterval(seconds) : nil }
        return HTTPDate(value).map { max(0, $0.instant.timeIntervalSince(now)) }
    }
}
