extension TOMLParser {
    /// A text in any of the four kinds of quotes. A key may not span lines.
    mutating func text(isKey: Bool) throws(SyntaxError) -> String {
        guard let quote = peek else { throw error("expected a text") }
        let isMultiline = place + 2 < bytes.count && bytes[place + 1] == quote && bytes[place + 2] == quote
        if isMultiline, isKey { throw error("a key cannot be a text of several lines") }
        place += isMultiline ? 3 : 1
        if isMultiline { _ = try skipNewline() }
        let opening = line
        // Most texts are one plain run, which is copied once.
        let run = plainRun(upTo: quote)
        if !isMultiline, peek == quote {
            place += 1
            return String(decoding: run, as: UTF8.self)
        }
        var text = Array(run)
        while let byte = peek {
            if byte == quote {
                if !isMultiline {
                    place += 1
                    return String(decoding: text, as: UTF8.self)
                }
                let quotes = bytes[place...].prefix(5).prefix { $0 == quote }.count
                place += quotes
                if quotes >= 3 { return String(decoding: text + Array(repeating: quote, count: quotes - 3), as: UTF8.self) }
                text += Array(repeating: quote, count: quotes)
            } else if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                try escape(into: &text, isMultiline: isMultiline)
            } else if isNewline(at: place) {
                if !isMultiline { throw error("the text is not closed; expected \(Unicode.Scalar(quote)) at its end") }
                text.append(UInt8(ascii: "\n"))
                _ = try skipNewline()
            } else {
                try refuseControl(byte)
                text.append(byte)
                place += 1
                text += plainRun(upTo: quote)
            }
        }
        throw error("the text that begins on line \(opening) is not closed")
    }

    /// What stands here up to a quote, a backslash or a control character, of which line ends are one.
    private mutating func plainRun(upTo quote: UInt8) -> ArraySlice<UInt8> {
        let start = place
        while place < bytes.count {
            let byte = bytes[place]
            if byte == quote || byte == UInt8(ascii: "\\") || byte < 0x20 || byte == 0x7F { break }
            place += 1
        }
        return bytes[start..<place]
    }

    private mutating func escape(into text: inout [UInt8], isMultiline: Bool) throws(SyntaxError) {
        let start = place
        place += 1
        guard let byte = peek else { throw error("the text is not closed") }
        place += 1
        switch byte {
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            let end = place + (byte == UInt8(ascii: "u") ? 4 : 8)
            guard end <= bytes.count, bytes[place..<end].allSatisfy(\.isASCIIAlphanumeric),
                let number = UInt32(String(decoding: bytes[place..<end], as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(number)
            else {
                place = start
                throw error("\\u takes four hexadecimal digits and \\U eight, which have to be a character")
            }
            text += Array(String(Character(scalar)).utf8)
            place = end
        default:
            // A backslash at the end of a line swallows white space up to the next text.
            place = start + 1
            skipSpaces()
            guard isMultiline, isNewline(at: place) else {
                place = start
                throw error("\\\(shownEscape(byte)) is not an escape; write \\\\ for a backslash, or put the text in ' quotes")
            }
            while try skipNewline() { skipSpaces() }
        }
    }

    private func shownEscape(_ byte: UInt8) -> String { (0x21...0x7E).contains(byte) ? String(Unicode.Scalar(byte)) : "" }
}
