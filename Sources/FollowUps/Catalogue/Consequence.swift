/// A follow-up that an outcome opens, written `KIND`, `KIND in TERM`, or either with `from date`.
public struct Consequence: Hashable, Sendable, CustomStringConvertible {
    public let kind: KindID
    /// The time there is for it; nil for the kind's own term.
    public let term: Term?
    /// Whether the term counts from the day given at closing (`--on`) rather than from the closing itself.
    public let countsFromDate: Bool

    public static let grammar = "KIND, \"KIND in TERM\", and \"from date\" behind it when the term counts from the day given with --on"

    public init(_ kind: KindID, in term: Term? = nil, countsFromDate: Bool = false) {
        self.kind = kind
        self.term = term
        self.countsFromDate = countsFromDate
    }

    public init?(_ text: String) {
        var words = text.split(separator: " ").map(String.init)
        let fromDate = Array(words.suffix(2)) == ["from", "date"]
        if fromDate { words.removeLast(2) }
        switch words.count {
        case 1: self.init(KindID(words[0]), countsFromDate: fromDate)
        case 3:
            guard words[1] == "in", let term = Term(words[2]) else { return nil }
            self.init(KindID(words[0]), in: term, countsFromDate: fromDate)
        default: return nil
        }
    }

    public var description: String {
        "\(kind)" + (term.map { " in \($0)" } ?? "") + (countsFromDate ? " from date" : "")
    }
}
