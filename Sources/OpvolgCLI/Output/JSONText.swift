/// Writes JSON (RFC 8259) without a space too many. Control characters are escaped, those of Unicode's second block too: a terminal may obey them.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ field: Field) {
        switch field {
        case .none: raw("null")
        case .number(let number): raw(String(number))
        case .flag(let flag): raw(flag ? "true" : "false")
        case .text(let text): append(text)
        case .list(let fields):
            raw("[")
            for (place, field) in fields.enumerated() {
                if place > 0 { raw(",") }
                append(field)
            }
            raw("]")
        case .object(let members): append(members)
        }
    }

    mutating func append(_ members: [(key: String, field: Field)]) {
        raw("{")
        for (place, member) in members.enumerated() {
            if place > 0 { raw(",") }
            append(member.key)
            raw(":")
            append(member.field)
        }
        raw("}")
    }

    mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func append(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x00...0x1F, 0x7F: escape(byte)
            // U+0080 through U+009F are written C2 80 through C2 9F.
            case 0x80...0x9F where previous == 0xC2:
                bytes.removeLast()
                escape(byte)
            default: bytes.append(byte)
            }
            previous = byte
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ code: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        raw("\\u00")
        bytes.append(digits[Int(code >> 4)])
        bytes.append(digits[Int(code & 15)])
    }
}
