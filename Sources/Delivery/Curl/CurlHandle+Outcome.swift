import CCurl
import Foundation

extension CurlHandle {
    struct Outcome {
        let code: CURLcode
        /// The last SMTP or HTTP status; 0 when there was none.
        let status: Int
        /// In libcurl's words.
        let message: String
        /// Whether the server may have all of the content. Mail: all of it went to the socket. A post: libcurl took the
        /// last byte, which is earlier.
        let contentWasSent: Bool
        let reusedConnection: Bool
        /// The last lines or headers of the answer, oldest first.
        let replies: [String]
        /// An address that the connection was not allowed to go to.
        let refusedAddress: NetworkAddress?
        /// The body, when it was asked for.
        let answer: Data
    }
}

extension CurlHandle.Outcome {
    /// The lines of the reply with `status`. Others may follow: after a refusal libcurl sends QUIT and gets "221 Bye".
    var decidingReplies: [String] {
        let code = "\(status)"
        guard let last = replies.lastIndex(where: { $0.hasPrefix(code) }) else { return [] }
        // A hyphen follows the code in all lines but the last (RFC 5321, section 4.2.1).
        let first = replies[..<last].lastIndex { !$0.hasPrefix(code + "-") }.map { $0 + 1 } ?? 0
        return Array(replies[first...last])
    }

    /// The pause that an HTTP server asks for, in seconds; nil when it asks for none (RFC 9110, section 10.2.3).
    func retryAfter(at now: Date) -> TimeInterval? {
        let name = "retry-after:"
        guard let line = replies.last(where: { $0.lowercased().hasPrefix(name) }) else { return nil }
        let value = line.dropFirst(name.count).trimmingCharacters(in: .whitespacesAndNewlines)
        if let seconds = Int(value) { return seconds >= 0 ? TimeInterval(seconds) : nil }
        return HTTPDate(value).map { max(0, $0.instant.timeIntervalSince(now)) }
    }
}
