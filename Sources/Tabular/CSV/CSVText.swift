/// Writes CSV (RFC 4180): lines end in CRLF, and a cell is quoted when it has to be.
///
/// A spreadsheet runs a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return as a formula (OWASP, "CSV injection").
/// So text that people wrote then gets an apostrophe in front, which spreadsheets do not show and programs must strip.
public struct CSVText: Sendable {
    public enum Cell: Sendable, Hashable {
        /// A value with a grammar of its own, such as the step `+5sd` or a telephone number. It can do no harm and stays as it is.
        case plain(String)
        /// Free text from people or another server, which may begin with anything.
        case written(String)
    }

    /// At the start of a file it tells Excel that this is UTF-8.
    public static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    public private(set) var bytes: [UInt8] = []
    private let separator: UInt8

    public init(separator: UInt8 = UInt8(ascii: ",")) { self.separator = separator }

    public mutating func append(_ cells: [Cell]) {
        for (place, cell) in cells.enumerated() {
            if place > 0 { bytes.append(separator) }
            switch cell {
            case .plain(let text): append(text)
            case .written(let text): append(CSVText.startsFormula(text) ? "'" + text : text)
            }
        }
        bytes.append(contentsOf: [0x0D, 0x0A])
    }

    private mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            let quoted = utf8.contains { $0 == separator || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D }
            guard quoted else { return bytes.append(contentsOf: utf8) }
            bytes.append(UInt8(ascii: "\""))
            for byte in utf8 {
                if byte == UInt8(ascii: "\"") { bytes.append(byte) }
                bytes.append(byte)
            }
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private static func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first else { return false }
        // The last four are full-width forms, which some spreadsheets in Asian languages treat alike.
        return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    }
}
