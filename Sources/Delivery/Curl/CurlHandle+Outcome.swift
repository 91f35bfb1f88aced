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
    /// The lines of the reply that brought the status. They need not be the last: libcurl says QUIT after a refusal, and hears "221 Bye".
    var decidingReplies: [String] {
        let code = "\(status)"
        guard let last = replies.lastIndex(where: { $0.hasPrefix(code) }) else { return [] }
        // All but the last line have a hyphen behind the code (RFC 5321, section 4.2.1).
        let first = replies[..<last].lastIndex { !$0.hasPrefix(code + "-") }.map { $0 + 1 } ?? 0
        return Array(replies[first...last])
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
