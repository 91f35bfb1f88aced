import Foundation

extension String {
    /// Text of another program made fit for our own: one line of printable ASCII.
    ///
    /// What must not be repeated is left out, in whatever case it is written, and so is every mail address: a server that forwards names somebody
    /// else's (RFC 5321, reply 551).
    ///
    /// - Parameter length: the most characters that it has.
    func asReason(hiding secrets: [String] = [], atMost length: Int = 200) -> String {
        var text = self
        // Literally: an accent behind its last character makes it another character, but is left out below.
        for secret in secrets where !secret.isEmpty {
            text = text.replacingOccurrences(of: secret, with: "…", options: [.caseInsensitive, .literal])
        }
        let printable = text.unicodeScalars.map { (0x20...0x7E).contains($0.value) || $0 == "…" ? Character($0) : " " }
        let words = String(printable).split(separator: " ").map { $0.contains("@") ? "<address>" : String($0) }
        return String(words.joined(separator: " ").prefix(length))
    }
}
