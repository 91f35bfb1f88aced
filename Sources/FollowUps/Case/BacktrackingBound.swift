/// An upper bound on the ways in which a backtracking regular expression can match a case code. Accepts only the syntax
/// that codes need, because a bound is worthless unless every part of the expression is understood.
struct BacktrackingBound {
    /// Allows three unbounded repeats in a row, which take a moment.
    static let most = 100_000

    private var rest: Substring

    /// From 1 to `most`; `most + 1` means more.
    static func count(in text: String) throws(CaseCodePattern.Objection) -> Int {
        var reader = BacktrackingBound(rest: text[...])
        let ways = try reader.alternatives()
        guard reader.rest.isEmpty else { throw .notExpression }
        return ways
    }

    private mutating func alternatives() throws(CaseCodePattern.Objection) -> Int {
        var ways = try sequence()
        while take("|") { ways = BacktrackingBound.capped(ways + (try sequence())) }
        return ways
    }

    private mutating func sequence() throws(CaseCodePattern.Objection) -> Int {
        var ways = 1
        while let next = rest.first, next != "|", next != ")" {
            let once = try piece()
            ways = BacktrackingBound.capped(ways * BacktrackingBound.repeated(once, times: try repeats()))
        }
        return ways
    }

    private mutating func piece() throws(CaseCodePattern.Objection) -> Int {
        switch rest.removeFirst() {
        case "(":
            if take("?"), !take(":") { throw .unknownGroup }
            let ways = try alternatives()
            guard take(")") else { throw .notExpression }
            return ways
        case "[": try skipClass()
        case "\\": try skipEscape()
        case "{": throw .badCount
        case "*", "+", "?": throw .notExpression
        default: break
        }
        return 1
    }

    private mutating func skipClass() throws(CaseCodePattern.Objection) {
        _ = take("^")
        if rest.first == "]" { throw .bracketInClass }
        while let next = rest.popFirst() {
            switch next {
            case "]": return
            case "[": throw .bracketInClass
            case "\\": try skipEscape()
            default: continue
            }
        }
        throw .notExpression
    }

    private mutating func skipEscape() throws(CaseCodePattern.Objection) {
        guard let next = rest.popFirst(), !(next.isLetter || next.isNumber) || "dDsSwW".contains(next) else { throw .unknownEscape }
    }

    private mutating func repeats() throws(CaseCodePattern.Objection) -> Int? {
        let most: Int
        switch rest.first {
        case "?": most = 1
        case "*", "+": most = CaseCodePattern.longestCode
        case "{":
            guard let end = rest.firstIndex(of: "}"), let last = BacktrackingBound.end(of: rest[..<end].dropFirst()) else { throw .badCount }
            most = last
            rest = rest[end...]
        default: return nil
        }
        rest.removeFirst()
        // Lazy and possessive repeats go the same ways in another order, or fewer.
        if !take("?") { _ = take("+") }
        return most
    }

    /// The upper end of `4`, `1,6`, `,6` or `1,` between braces; nil for anything else, and above the longest code.
    private static func end(of count: Substring) -> Int? {
        let ends = count.split(separator: ",", omittingEmptySubsequences: false)
        guard let last = ends.last, ends.count <= 2, ends.allSatisfy({ $0.allSatisfy(\.isNumber) }), count != ",", !count.isEmpty else { return nil }
        guard let most = last.isEmpty ? CaseCodePattern.longestCode : Int(last), most <= CaseCodePattern.longestCode else { return nil }
        guard ends.count == 1 || ends[0].isEmpty || (Int(ends[0]).map { $0 <= most } ?? false) else { return nil }
        return most
    }

    /// Counts every number of rounds up to `times`, because backtracking tries them all.
    private static func repeated(_ once: Int, times: Int?) -> Int {
        guard let times else { return once }
        var ways = 1
        var round = 1
        for _ in 0..<times {
            round = capped(round * once)
            ways = capped(ways + round)
        }
        return ways
    }

    private static func capped(_ ways: Int) -> Int { min(ways, most + 1) }

    private mutating func take(_ sign: Character) -> Bool {
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }
}
