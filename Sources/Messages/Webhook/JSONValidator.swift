/// Checks JSON to the letter (RFC 8259): Foundation's parser lets a trailing comma pass, and chat services do not.
struct JSONValidator {
    /// Where the text stops being JSON. Lines count from 1.
    struct Mistake: Error, Hashable {
        let line: Int
        let expected: String
    }

    static let deepest = 64

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    static func mistake(in text: String) -> Mistake? {
        var validator = JSONValidator(bytes: Array(text.utf8))
        do throws(Mistake) {
            try validator.value()
            validator.skipSpace()
            if validator.position < validator.bytes.count { throw validator.mistake("nothing more") }
            return nil
        } catch {
            return error
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func value() throws(Mistake) {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): try members(until: UInt8(ascii: "}"), named: true)
        case UInt8(ascii: "["): try members(until: UInt8(ascii: "]"), named: false)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func members(until end: UInt8, named: Bool) throws(Mistake) {
        depth += 1
        guard depth <= Self.deepest else { throw mistake("fewer things inside each other") }
        position += 1
        skipSpace()
        if current == end {
            position += 1
        } else {
            while true {
                if named {
                    skipSpace()
                    guard current == UInt8(ascii: "\"") else { throw mistake("a name in quotes") }
                    try string()
                    skipSpace()
                    try take(UInt8(ascii: ":"), "a colon")
                }
                try value()
                skipSpace()
                if current == end { break }
                try take(UInt8(ascii: ","), named ? "a comma or }" : "a comma or ]")
            }
            position += 1
        }
        depth -= 1
    }

    private mutating func string() throws(Mistake) {
        position += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            guard byte >= 32 else { throw mistake("the end of a string on the same line") }
            position += 1
            guard byte == UInt8(ascii: "\\") else { continue }
            let escaped = current
            position += 1
            if escaped == UInt8(ascii: "u") {
                for _ in 0..<4 {
                    guard let digit = current, Self.isHexadecimal(digit) else { throw mistake("four hexadecimal digits after \\u") }
                    position += 1
                }
            } else if !"\"\\/bfnrt".utf8.contains(where: { $0 == escaped }) {
                throw mistake("one of \" \\ / b f n r t u after a backslash")
            }
        }
        try take(UInt8(ascii: "\""), "the end of a string")
    }

    private mutating func number() throws(Mistake) {
        if current == UInt8(ascii: "-") { position += 1 }
        if current == UInt8(ascii: "0") { position += 1 } else { try digits() }
        if current == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(Mistake) {
        let start = position
        while let byte = current, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
        guard position > start else { throw mistake("a value") }
    }

    private mutating func word(_ word: String) throws(Mistake) {
        for byte in word.utf8 { try take(byte, word) }
    }

    private mutating func take(_ byte: UInt8, _ expected: String) throws(Mistake) {
        guard current == byte else { throw mistake(expected) }
        position += 1
    }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D { position += 1 }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private func mistake(_ expected: String) -> Mistake {
        Mistake(line: 1 + bytes.prefix(position).count { $0 == UInt8(ascii: "\n") }, expected: expected)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): true
        default: false
        }
    }
}
