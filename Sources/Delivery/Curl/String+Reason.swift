import Foundation

extension String {
    /// Another program's text, fit for our log and errors (promise 9): one line of printable ASCII, at most `length` characters,
    /// without the secrets in any letter case and without mail addresses. A server may name somebody else's (RFC 5321, reply 551).
    func asReason(hiding secrets: [String] = [], atMost length: Int = 200) -> String {
        var text = self
        // Literally: an accent behind its last character would make that another character, and is only removed below.
        for secret in secrets where !secret.isEmpty {
            text = text.replacingOccurrences(of: secret, with: "…", options: [.caseInsensitive, .literal])
        }
        let printable = text.unicodeScalars.map { (0x20...0x7E).contains($0.value) || $0 == "…" ? Character($0) : " " }
        let words = String(printable).split(separator: " ").map { $0.contains("@") ? "<address>" : String($0) }
        return String(words.joined(separator: " ").prefix(length))
    }
}
