/// How reminders repeat after the last step, and how many times before the next entry holds: `1d` or `4h x5`.
public struct Repetition: Hashable, Sendable {
    public let term: Term
    /// From 2 through 99. Nil means once, or for ever in the last entry.
    public let times: Int?

    public static let grammar = Term.grammar + "; with x and a number for more than once before the next, as in \"4h x5\""

    public init?(_ text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard (1...2).contains(words.count), let term = Term(words[0]) else { return nil }
        self.term = term
        guard words.count == 2 else {
            times = nil
            return
        }
        let digits = words[1].dropFirst()
        guard words[1].first == "x", (1...2).contains(digits.utf8.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }),
            let times = Int(digits), times >= 2
        else { return nil }
        self.times = times
    }

    public var pauses: [Term] { Array(repeating: term, count: times ?? 1) }
}
