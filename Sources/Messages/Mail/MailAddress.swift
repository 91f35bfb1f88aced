/// A bare mail address that is safe to put into a header: ASCII, one `@`, and no character that means something else there.
struct MailAddress: Hashable, Sendable {
    let text: String

    /// RFC 5321 gives an address 254 characters; quoted local parts and address literals are not accepted.
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, (1...64).contains(parts[0].count), !parts[1].isEmpty,
            parts[0].allSatisfy({ Self.isAtom($0) || $0 == UInt8(ascii: ".") }),
            parts[1].allSatisfy({ Self.isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }),
            !Self.hasEmptyPiece(parts[0]), !Self.hasEmptyPiece(parts[1])
        else { return nil }
        self.text = text
    }

    /// RFC 5322, section 3.2.3.
    static func isAtom(_ byte: UInt8) -> Bool { isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: false
        }
    }

    private static func hasEmptyPiece(_ part: Substring.UTF8View) -> Bool {
        part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).contains(where: \.isEmpty)
    }
}
