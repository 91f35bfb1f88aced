/// The encoding of a CSV file: UTF-8, or Windows-1252, which Excel writes by default.
public enum CSVEncoding {
    case utf8
    /// With the same text in UTF-8.
    case windows1252([UInt8])
    /// Why it cannot be read; `line` is nil when the whole file is meant.
    case objection(line: Int?, String)

    private static let remedy = "save it as \"CSV UTF-8\""

    public init(of bytes: [UInt8]) {
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
            self = .objection(line: nil, "is a spreadsheet, not a text; \(Self.remedy)")
        } else if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            self = .objection(line: nil, "is a text in UTF-16; \(Self.remedy)")
        } else if String(validating: bytes, as: UTF8.self) != nil {
            self = .utf8
        } else if let text = Self.fromWindows1252(bytes) {
            self = .windows1252(text)
        } else {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil }
            self = .objection(line: line.map { $0 + 1 }, "is not a text in UTF-8; \(Self.remedy)")
        }
    }

    /// Characters that Word and Excel insert by themselves. They do not prove the encoding; only a letter does.
    private static let signs: [UInt8: Unicode.Scalar] = [
        0x80: "\u{20AC}", 0x85: "\u{2026}", 0x91: "\u{2018}", 0x92: "\u{2019}", 0x93: "\u{201C}", 0x94: "\u{201D}", 0x96: "\u{2013}", 0xA0: "\u{A0}",
        0xB4: "\u{B4}",
    ]
    /// Bytes that are other letters in the Turkish or Icelandic code page, and two that are not letters.
    private static let doubtful: Set<UInt8> = [0xD0, 0xD7, 0xDD, 0xDE, 0xF0, 0xF7, 0xFD, 0xFE]

    /// The text in UTF-8; nil when the encoding is uncertain, because a wrong name is worse than a refusal.
    ///
    /// DOS and old Macs have their small accented letters where Windows-1252 has signs or nothing. So there must be a small accented letter
    /// beside a letter, and otherwise only such letters and the commonest signs. A character in UTF-8 means that two encodings were mixed.
    private static func fromWindows1252(_ bytes: [UInt8]) -> [UInt8]? {
        var text: [UInt8] = []
        var hasLetter = false
        for (place, byte) in bytes.enumerated() {
            if byte < 0x80 {
                if byte < 0x20, ![0x09, 0x0A, 0x0D].contains(byte) { return nil }
                text.append(byte)
                continue
            }
            let isLetter = byte >= 0xC0 && !doubtful.contains(byte)
            guard let scalar = isLetter ? Unicode.Scalar(byte) : signs[byte] else { return nil }
            let next = place + 1 < bytes.count ? bytes[place + 1] : 0
            if (0xC2...0xF4).contains(byte), (0x80...0xBF).contains(next) { return nil }
            let previous = place > 0 ? bytes[place - 1] : 0
            if byte >= 0xE0, isLetter, isASCIILetter(previous) || isASCIILetter(next) { hasLetter = true }
            text += Array(String(Character(scalar)).utf8)
        }
        return hasLetter ? text : nil
    }

    private static func isASCIILetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
