extension MIMEEntity {
    /// The lines of the body, decoded (RFC 2045, section 6). What is malformed is skipped or kept as it is.
    var decodedBody: ArraySlice<ArraySlice<UInt8>> {
        switch self["content-transfer-encoding"]?.lowercased() {
        case "base64": Self.lines(Self.base64(body))[...]
        case "quoted-printable": Self.lines(Self.quotedPrintable(body))[...]
        default: body
        }
    }

    private static func base64(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
        var decoded: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        for line in lines {
            for byte in line {
                // Padding ends the data; a mailing list may have appended a text.
                if byte == UInt8(ascii: "=") { return decoded }
                guard let digit = base64Digit(byte) else { continue }
                bits = bits << 6 | digit
                count += 6
                if count >= 8 {
                    count -= 8
                    decoded.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
                }
            }
        }
        return decoded
    }

    private static func base64Digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(byte - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(byte - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    private static func quotedPrintable(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [UInt8] {
        var decoded: [UInt8] = []
        for line in lines {
            // White space at the end of a line was added on the way.
            let end = line.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }.map { $0 + 1 } ?? line.startIndex
            let isSoft = end > line.startIndex && line[end - 1] == UInt8(ascii: "=")
            var index = line.startIndex
            let stop = isSoft ? end - 1 : end
            while index < stop {
                if line[index] == UInt8(ascii: "="), index + 2 < stop, let high = hexDigit(line[index + 1]), let low = hexDigit(line[index + 2]) {
                    decoded.append(high << 4 | low)
                    index += 3
                } else {
                    decoded.append(line[index])
                    index += 1
                }
            }
            if !isSoft { decoded.append(UInt8(ascii: "\n")) }
        }
        return decoded
    }

    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
