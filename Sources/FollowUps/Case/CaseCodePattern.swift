/// The form of an installation's case codes. The standard leaves no room for a name or a BSN.
public struct CaseCodePattern: Hashable, Sendable {
    /// At most three capitals, then one or two numbers of at most six digits: `VL-2026-014`, `2026-014`, `D1042`.
    public static let standard = CaseCodePattern(unchecked: "[A-Z]{0,3}-?[0-9]{1,6}([-/.][0-9]{1,6})?")

    /// Why a pattern is refused. The raw value completes a sentence that begins with the pattern.
    public enum Objection: String, Error {
        case tooLong = "is longer than 200 signs"
        case notPlain = "holds something else than plain letters, digits and signs"
        case notExpression = "is not a regular expression"
        case unknownEscape = "has a \\ before something else than a sign, d, w or s"
        case unknownGroup = "has (? without a colon behind it; a group is (…) or (?:…)"
        case bracketInClass = "has [ or ] within […], where it needs a \\ before it"
        case badCount = "has { without a count of at most 40 such as {4} or {1,6}; the sign itself is \\{"
        case tooManyWays = "may fit a code in too many ways to try them all; write {1,6} for + and *, and no repeat within a repeat"
    }

    /// In Unicode scalars. A longer code matches no pattern.
    public static let longestCode = 40
    static let longestText = 200

    /// A mask, or a regular expression for the whole code.
    public let text: String
    private let expression: String

    /// Takes a mask such as `AA-9999-999` (`A` is a capital, `9` a digit, every other sign itself) or a regular expression: a text is a mask when it has
    /// none of the signs that mean something in an expression. Refuses an expression that could take very long on some code, because `Regex` backtracks.
    public init(_ text: String) throws(Objection) {
        guard text.unicodeScalars.count <= CaseCodePattern.longestText else { throw .tooLong }
        guard text.unicodeScalars.allSatisfy({ (" "..."~").contains($0) }) else { throw .notPlain }
        guard text.contains(where: { #"\^$.|?*+()[]{}"#.contains($0) }) else {
            self.init(text, expression: Self.expression(ofMask: text))
            return
        }
        guard try BacktrackingBound.count(in: text) <= BacktrackingBound.most else { throw .tooManyWays }
        guard (try? Regex(text)) != nil else { throw .notExpression }
        self.init(unchecked: text)
    }

    private init(unchecked text: String) { self.init(text, expression: text) }

    private init(_ text: String, expression: String) {
        self.text = text
        self.expression = expression
    }

    private static func expression(ofMask mask: String) -> String {
        mask.map { sign in
            switch sign {
            case "A": "[A-Z]"
            case "9": "[0-9]"
            case _ where sign.isLetter || sign.isNumber: String(sign)
            default: "[\(sign)]"
            }
        }.joined()
    }

    public func matches(_ code: CaseCode) -> Bool {
        guard (1...CaseCodePattern.longestCode).contains(code.rawValue.unicodeScalars.count), let regex = try? Regex(expression) else { return false }
        return (try? regex.wholeMatch(in: code.rawValue)) ?? nil != nil
    }
}
