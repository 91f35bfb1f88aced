/// A follow-up that an outcome opens, written `KIND [in TERM] [from date] [on due] [after KIND]`.
public struct Consequence: Hashable, Sendable, CustomStringConvertible {
    public let kind: KindID
    public let term: Term?
    /// Whether the term counts from the day given at closing (`--on`) instead of the closing.
    public let countsFromDate: Bool
    /// Whether it is due on the day that whoever closes has agreed on (`--due`).
    public let isDueAsAgreed: Bool
    /// Must be completed in the case first. Until then it is opened instead, unless it is open.
    public let after: KindID?

    public static let grammar =
        "KIND, \"KIND in TERM\", or \"KIND on due\" for the day that was agreed on; and behind it \"from date\" when the term counts from the day given with "
        + "--on, and \"after KIND\" when that comes first"

    public init(_ kind: KindID, in term: Term? = nil, countsFromDate: Bool = false, isDueAsAgreed: Bool = false, after: KindID? = nil) {
        self.kind = kind
        self.term = term
        self.countsFromDate = countsFromDate
        self.isDueAsAgreed = isDueAsAgreed
        self.after = after
    }

    public init?(_ text: String) {
        var words = text.split(separator: " ").map(String.init)
        var after: KindID?
        if words.count > 2, words[words.count - 2] == "after" {
            after = words.last.map { KindID($0) }
            words.removeLast(2)
        }
        let fromDate = Array(words.suffix(2)) == ["from", "date"]
        let onDue = Array(words.suffix(2)) == ["on", "due"]
        if fromDate || onDue { words.removeLast(2) }
        switch words.count {
        case 1: self.init(KindID(words[0]), countsFromDate: fromDate, isDueAsAgreed: onDue, after: after)
        case 3:
            guard !onDue, words[1] == "in", let term = Term(words[2]) else { return nil }
            self.init(KindID(words[0]), in: term, countsFromDate: fromDate, after: after)
        default: return nil
        }
    }

    public var possibleKinds: [KindID] { [kind] + (after.map { [$0] } ?? []) }

    public var description: String {
        "\(kind)" + (term.map { " in \($0)" } ?? "") + (countsFromDate ? " from date" : "") + (isDueAsAgreed ? " on due" : "")
            + (after.map { " after \($0)" } ?? "")
    }
}
