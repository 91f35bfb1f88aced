/// Writes compact JSON (RFC 8259). Escapes all control characters, U+0080 to U+009F included, because a terminal may obey them.
struct JSONText {
    private(set) var bytes: [UInt8] = []

    /// `capacity` is in bytes; more may be written.
    init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

    mutating func append(_ field: Field) {
        switch field {
        case .none: raw("null")
        case .number(let number): raw(String(number))
        case .flag(let flag): raw(flag ? "true" : "false")
        case .text(let text), .written(let text): append(text)
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

    /// Copies what needs no escape in pieces as large as possible: nearly always in one.
    private mutating func append(_ text: String) {
        var text = text
        raw("\"")
        text.withUTF8 { utf8 in
            var start = 0
            for place in utf8.indices {
                let byte = utf8[place]
                let isSecondControl = byte & 0xE0 == 0x80 && place > start && utf8[place - 1] == 0xC2
                guard byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || isSecondControl else { continue }
                // In UTF-8, U+0080 to U+009F are C2 80 to C2 9F.
                bytes.append(contentsOf: utf8[start..<(isSecondControl ? place - 1 : place)])
                start = place + 1
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    bytes.append(UInt8(ascii: "\\"))
                    bytes.append(byte)
                } else {
                    escape(byte)
                }
            }
            bytes.append(contentsOf: utf8[start...])
        }
        raw("\"")
    }

    private mutating func escape(_ code: UInt8) {
        let digits = Array("0123456789abcdef".utf8)
        raw("\\u00")
        bytes.append(digits[Int(code >> 4)])
        bytes.append(digits[Int(code & 15)])
    }
}
