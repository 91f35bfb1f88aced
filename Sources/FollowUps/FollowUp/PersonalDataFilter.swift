/// Keeps free text (notes, reasons, titles) short and free of what points to a person (promise 9).
public enum PersonalDataFilter {
    /// In characters.
    public static let longest = 200
    /// In bytes: a character may carry any number of accents.
    private static let mostBytes = 5 * longest
    /// Of a telephone number with its area code.
    private static let mostDigits = 13

    public enum Objection: String, Sendable, CaseIterable {
        case tooLong = "is longer than 200 characters; keep the story in the dossier and only a pointer here"
        case controlCharacters = "holds a line break or another control character; write one line"
        case emailAddress = "holds an e-mail address; leave out whom it is about"
        case bsn = "holds a number that is a valid BSN; leave out whom it is about"
        case telephoneNumber = "holds a telephone number; leave out whom it is about"
    }

    public static func objection(to text: String) -> Objection? {
        if text.utf8.count > mostBytes || text.count > longest { return .tooLong }
        if text.unicodeScalars.contains(where: \.isUnprintable) { return .controlCharacters }
        if text.contains(where: { $0 == "@" }), text.split(whereSeparator: \.isWhitespace).contains(where: looksLikeAddress) { return .emailAddress }
        // Notes should contain days and case codes, and one number in eleven passes for a BSN.
        let text = text.replacing(#/\b(19|20)\d\d[-\/.]\d{1,2}[-\/.]\d{1,2}(?!\d)/#, with: "|").replacing(
            #/\b\d{1,2}[-\/.]\d{1,2}[-\/.](19|20)\d\d(?!\d)/#, with: "|"
        )
        for number in numbers(in: withoutYearCodes(text)) {
            if number.readings.contains(where: isBSN) { return .bsn }
            if number.international && number.digits.count >= 8 || number.readings.contains(where: looksLikeTelephone) { return .telephoneNumber }
        }
        return nil
    }

    /// Whether a case code is a BSN cut in two, which a pattern may allow. Eight digits do not count as a BSN without
    /// its leading zero: a two-digit year with a number has as many.
    public static func isBSN(_ code: CaseCode) -> Bool {
        numbers(in: withoutYearCodes(code.rawValue)).contains { $0.digits.count == 9 && isBSN($0.digits) }
    }

    /// Without codes that begin with a year, such as `VL-2026-014`.
    private static func withoutYearCodes(_ text: String) -> String {
        text.replacing(#/\b([A-Z]{1,3}-?)?(19|20)\d\d[-\/.]\d{1,6}(?![-\/.]?\d)/#, with: "|")
    }

    private static func looksLikeAddress(_ word: Substring) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).contains { before, after in !before.isEmpty && after.contains(".") }
    }

    private struct Number {
        var groups: [[Int]] = []
        var international = false
        var isGroupOpen = false

        var digits: [Int] { groups.flatMap { $0 } }

        mutating func append(_ digit: Int) {
            if isGroupOpen { groups[groups.count - 1].append(digit) } else { groups.append([digit]) }
            isGroupOpen = true
        }

        /// The whole number, and each run of groups of at least two digits: another number may stand next to it ("groep 7 123456782").
        var readings: [[Int]] {
            var readings = [digits]
            for first in groups.indices {
                var row: [Int] = []
                for group in groups[first...] where row.count <= PersonalDataFilter.mostDigits {
                    if group.count < 2 { break }
                    row += group
                    readings.append(row)
                }
            }
            return readings
        }
    }

    /// Runs of digits, read across the separators that people put into long numbers, and across invisible characters.
    private static func numbers(in text: String) -> [Number] {
        var found: [Number] = []
        var current = Number()
        var sinceDigit = 0
        for scalar in text.unicodeScalars {
            let properties = scalar.properties
            if properties.numericType == .decimal, let value = properties.numericValue {
                current.append(Int(value))
                sinceDigit = 0
                continue
            }
            switch properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: continue
            case .dashPunctuation, .spaceSeparator: break
            default:
                if ".-/()\u{2212}".unicodeScalars.contains(scalar) { break }
                if !current.groups.isEmpty { found.append(current) }
                current = Number(international: scalar == "+")
                sinceDigit = 0
                continue
            }
            current.isGroupOpen = false
            sinceDigit += 1
            if sinceDigit > 2 || (current.groups.isEmpty && !current.international) {
                if !current.groups.isEmpty { found.append(current) }
                current = Number()
                sinceDigit = 0
            }
        }
        return current.groups.isEmpty ? found : found + [current]
    }

    /// Nine digits, or eight without the leading zero, that pass the eleven test of the BSN.
    private static func isBSN(_ digits: [Int]) -> Bool {
        guard (8...9).contains(digits.count) else { return false }
        let nine = digits.count == 8 ? [0] + digits : digits
        let sum = zip(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]).map { $0 * $1 }.reduce(0, +)
        return sum % 11 == 0 && nine.contains { $0 != 0 }
    }

    private static func looksLikeTelephone(_ digits: [Int]) -> Bool { digits.first == 0 && (9...mostDigits).contains(digits.count) }
}
