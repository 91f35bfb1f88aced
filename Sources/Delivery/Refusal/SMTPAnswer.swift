import FollowUps

/// A mail server's refusal, all lines of it (RFC 5321, section 4.2.1).
struct SMTPAnswer: Hashable, Sendable {
    /// 400 through 599.
    let code: Int
    let enhanced: EnhancedCode?
    /// All lines as one, without address or secret: `550 5.1.1 no such user`.
    let text: String

    /// In characters, all lines together.
    static let longest = 400

    /// Nil when it is no refusal. All `lines` have the same code, as the server sent them.
    init?(code: Int, lines: [String], hiding secrets: [String], recipient: MailAddress?) {
        guard (400..<600).contains(code) else { return nil }
        self.code = code
        // Each line repeats the code, and on most servers the enhanced one too.
        var words: [Substring] = []
        var enhanced: EnhancedCode?
        for line in lines {
            let printable = String(String.UnicodeScalarView(line.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? $0 : " " }))
            var rest = printable.dropFirst(4).split(separator: " ")
            if let code = rest.first.flatMap({ EnhancedCode($0) }) {
                if enhanced == code { rest.removeFirst() }
                enhanced = enhanced ?? code
            }
            words += rest
        }
        // qmail and those that follow it put it at the end: (#5.1.1)
        self.enhanced = enhanced ?? words.lazy.compactMap { $0.contains("#") ? EnhancedCode($0.trimming("(#)")) : nil }.first
        let local = recipient.map { $0.text.prefix { $0 != "@" }.lowercased() } ?? ""
        let kept = words.map { word in
            // A single letter may be a word too, and identifies nobody.
            local.utf8.count > 1 && word.trimming("<>()[]'\".,:;").lowercased() == local ? "<address>" : String(word)
        }
        text = ([String(code)] + kept).joined(separator: " ").asReason(hiding: secrets, atMost: Self.longest)
    }
}

/// An enhanced status code of RFC 3463, such as `5.1.1`; its category is 4 or 5.
struct EnhancedCode: Hashable, Sendable, CustomStringConvertible {
    let category: Int
    let subject: Int
    let detail: Int

    init?(_ text: some StringProtocol) {
        let numbers = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard numbers.count == 3, numbers.allSatisfy({ (1...3).contains($0.count) && $0.allSatisfy(ServerAddress.isDigit) }) else { return nil }
        let values = numbers.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } }
        guard values[0] == 4 || values[0] == 5 else { return nil }
        (category, subject, detail) = (values[0], values[1], values[2])
    }

    var description: String { "\(category).\(subject).\(detail)" }
}

extension Substring {
    fileprivate func trimming(_ characters: String) -> Substring {
        var text = self
        while let first = text.first, characters.contains(first) { text.removeFirst() }
        while let last = text.last, characters.contains(last) { text.removeLast() }
        return text
    }
}
