/// Header text other than ASCII as encoded-words (RFC 2047) of at most 75 characters, which never split a character.
enum EncodedWords {
    static let longest = 75
    private static let start = "=?UTF-8?Q?"
    private static let end = "?="

    /// The words, for lines of their own or with a space between. `used` characters of the first line hold the header's name.
    static func words(for text: String, used: Int) -> [String] {
        var words: [String] = []
        var current = ""
        var room = room(used: used)
        func finish() {
            words.append(start + current + end)
            current = ""
            room = Self.room(used: 1)
        }
        for character in text {
            let encoded = encode(character.utf8)
            // To RFC 2047, each part of a composed emoji is a character.
            let pieces = encoded.utf8.count <= Self.room(used: 1) ? [encoded] : character.unicodeScalars.map { encode(String($0).utf8) }
            for piece in pieces {
                if current.utf8.count + piece.utf8.count > room, !current.isEmpty || words.isEmpty && piece.utf8.count > room { finish() }
                current += piece
            }
        }
        if !current.isEmpty { finish() }
        return words
    }

    /// Lines have at most 76 characters and words at most 75.
    private static func room(used: Int) -> Int { min(longest, 76 - used) - start.utf8.count - end.utf8.count }

    /// The set that RFC 2047, section 5, rule 3 allows even in a display name.
    private static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var result = ""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: " "): result.append("_")
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result.append("=")
                result.unicodeScalars.append(hexadecimal(byte >> 4))
                result.unicodeScalars.append(hexadecimal(byte & 15))
            }
        }
        return result
    }

    private static func hexadecimal(_ digit: UInt8) -> Unicode.Scalar {
        Unicode.Scalar(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
    }
}
