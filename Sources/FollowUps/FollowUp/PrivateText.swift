/// Keeps free text (notes, reasons, titles) short and free of what would point to a person.
public enum PrivateText {
    /// In characters.
    public static let longest = 200

    public enum Objection: String, Sendable, CaseIterable {
        case tooLong = "is longer than 200 characters; keep the story in the dossier and only a pointer here"
        case controlCharacters = "holds a line break or another control character; write one line"
        case emailAddress = "holds an e-mail address; leave out whom it is about"
        case bsn = "holds a number that is a valid BSN; leave out whom it is about"
        case telephoneNumber = "holds a telephone number; leave out whom it is about"
    }

    /// The first thing that is wrong with a text, or nil.
    public static func objection(to text: String) -> Objection? {
        if text.count > longest { return .tooLong }
        if text.unicodeScalars.contains(where: \.isUnprintable) { return .controlCharacters }
        if text.contains(where: { $0 == "@" }), text.split(whereSeparator: \.isWhitespace).contains(where: looksLikeAddress) { return .emailAddress }
        // Days and case codes are what a note should hold, and one in eleven would pass for a BSN.
        let text = text.replacing(#/\b(19|20)\d\d[-\/.]\d{1,2}[-\/.]\d{1,2}(?!\d)/#, with: "|").replacing(
            #/\b\d{1,2}[-\/.]\d{1,2}[-\/.](19|20)\d\d(?!\d)/#, with: "|"
        )
        .replacing(#/\b([A-Z]{1,3}-?)?(19|20)\d\d[-\/.]\d{1,6}(?![-\/.]?\d)/#, with: "|")
        for number in numbers(in: text) {
            if isBSN(number.digits) { return .bsn }
            if looksLikeTelephone(number) { return .telephoneNumber }
        }
        return nil
    }

    private static func looksLikeAddress(_ word: Substring) -> Bool {
        let parts = word.split(separator: "@", omittingEmptySubsequences: false)
        return zip(parts, parts.dropFirst()).contains { before, after in !before.isEmpty && after.contains(".") }
    }

    private struct Number {
        var digits: [Int] = []
        var international = false
    }

    /// Runs of digits, read across the spaces, dots, dashes and brackets that people put into long numbers.
    private static func numbers(in text: String) -> [Number] {
        var found: [Number] = []
        var current = Number()
        var sinceDigit = 0
        for character in text {
            if let digit = character.wholeNumberValue, (0...9).contains(digit) {
                current.digits.append(digit)
                sinceDigit = 0
            } else if character.isWhitespace || ".-–/()".contains(character), sinceDigit < 2, !current.digits.isEmpty || current.international {
                sinceDigit += 1
            } else {
                if !current.digits.isEmpty { found.append(current) }
                current = Number(international: character == "+")
                sinceDigit = 0
            }
        }
        return current.digits.isEmpty ? found : found + [current]
    }

    /// Nine digits (eight without the leading zero) that pass the eleven test of the Dutch citizen service number.
    private static func isBSN(_ digits: [Int]) -> Bool {
        guard (8...9).contains(digits.count) else { return false }
        let nine = digits.count == 8 ? [0] + digits : digits
        let sum = zip(nine, [9, 8, 7, 6, 5, 4, 3, 2, -1]).map { $0 * $1 }.reduce(0, +)
        return sum % 11 == 0 && nine.contains { $0 != 0 }
    }

    private static func looksLikeTelephone(_ number: Number) -> Bool {
        number.international ? number.digits.count >= 8 : number.digits.first == 0 && (9...13).contains(number.digits.count)
    }
}
