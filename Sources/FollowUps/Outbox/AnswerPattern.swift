/// Reduces a server's answer to what answers are compared by, without what differs each time (addresses, times, sessions).
public enum AnswerPattern {
    /// - Parameter reason: an answer on one line, its status first or behind "answered".
    public static func of(_ reason: String) -> String {
        var previous: Substring = ""
        let words = reason.lowercased().split(separator: " ").enumerated().map { index, word in
            defer { previous = word }
            let isStatus = word.utf8.allSatisfy { ServerAddress.isDigit($0) || $0 == UInt8(ascii: ".") } && (index < 2 || previous == "answered")
            return !isStatus && word.utf8.contains(where: ServerAddress.isDigit) ? "#" : String(word)
        }
        return words.joined(separator: " ")
    }
}
