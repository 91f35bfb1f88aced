import FollowUps

/// Keeps names and titles to one printable line, so that none can break out of a mail header, a log line or a terminal.
enum PrintableText {
    /// In characters.
    static let longest = 200

    /// What is wrong with the text, as the end of a sentence; nil when nothing is.
    static func objection(to text: String, atMost longest: Int = longest) -> String? {
        // A character may carry any number of accents.
        let mostBytes = 5 * longest
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: " ") }) { return "is empty" }
        if text.utf8.count > mostBytes || (text.utf8.count > longest && text.count > longest) { return "is longer than \(longest) characters" }
        // As nearly all are.
        if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return nil }
        if text.unicodeScalars.contains(where: \.isUnprintable) { return "holds a line break or another control character; write one line" }
        return nil
    }

    /// A message with pieces of a file in it, fit for one line of a terminal or a log.
    static func shown(_ message: String, atMost longest: Int) -> String {
        // As nearly all are.
        if message.utf8.count <= longest, message.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return message }
        let scalars = message.unicodeScalars
        let line = String(String.UnicodeScalarView(scalars.prefix(longest).map { $0.isUnprintable ? "?" : $0 }))
        return scalars.count <= longest ? line : "\(line)…"
    }
}
