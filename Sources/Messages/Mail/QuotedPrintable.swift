/// Quoted-printable (RFC 2045, section 6.7): ASCII lines of at most 76 characters that end in CRLF.
enum QuotedPrintable {
    static let longestLine = 76

    /// Lines of the text end in LF. A dot or "From " at the start of a line is encoded too, because some relays change those.
    static func append(_ text: String, to output: inout [UInt8]) {
        var text = text
        text.withUTF8 { append($0, to: &output) }
    }

    private static func append(_ bytes: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
        var position = 0
        var width = 0
        while position < bytes.count {
            let byte = bytes[position]
            // Nearly all of a text: visible ASCII inside a line that still has room.
            if (0x21...0x7E).contains(byte), byte != UInt8(ascii: "="), width > 0, width < longestLine - 1 {
                output.append(byte)
                width += 1
                position += 1
                continue
            }
            if byte == UInt8(ascii: "\n") {
                appendLineEnd(to: &output)
                width = 0
                position += 1
                continue
            }
            // All bytes of a character stay on one line.
            var end = position + 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80, end - position < 4 { end += 1 }
            let isLiteral = isLiteral(bytes, at: position, atLineStart: width == 0)
            let needed = isLiteral ? 1 : 3 * (end - position)
            let endsLine = end == bytes.count || bytes[end] == UInt8(ascii: "\n")
            // The last place is for the soft line break, unless the line ends here anyway.
            if width + needed > (endsLine ? longestLine : longestLine - 1) {
                output.append(UInt8(ascii: "="))
                appendLineEnd(to: &output)
                width = 0
                continue
            }
            if isLiteral {
                output.append(byte)
            } else {
                for byte in bytes[position..<end] { appendEncoded(byte, to: &output) }
            }
            width += needed
            position = end
        }
        if width > 0 { appendLineEnd(to: &output) }
    }

    private static func isLiteral(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int, atLineStart: Bool) -> Bool {
        switch bytes[position] {
        case UInt8(ascii: "="): false
        case UInt8(ascii: " "), UInt8(ascii: "\t"): position + 1 < bytes.count && bytes[position + 1] != UInt8(ascii: "\n")
        case UInt8(ascii: "."): !atLineStart
        case UInt8(ascii: "F"): !(atLineStart && bytes[position...].starts(with: "From ".utf8))
        case 0x21...0x7E: true
        default: false
        }
    }

    private static func appendEncoded(_ byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "="))
        output.append(hexadecimal(byte >> 4))
        output.append(hexadecimal(byte & 15))
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10 }

    private static func appendLineEnd(to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\r"))
        output.append(UInt8(ascii: "\n"))
    }
}
