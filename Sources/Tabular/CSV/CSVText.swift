/// Writes comma-separated values (RFC 4180), or values with another separator: lines end in CRLF, and a cell is quoted when it has to be.
///
/// A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return for a formula, and runs it (OWASP, "CSV injection").
/// What people wrote gets an apostrophe in front then, which a spreadsheet does not show; whoever reads the file with a program takes it off, or uses
/// JSON, where nothing is added. Values with a grammar of their own, such as the step `+5sd` or a telephone number, cannot do harm and stay as they are.
public struct CSVText: Sendable {
    /// One value of a line.
    public enum Cell: Sendable, Hashable {
        /// What has a grammar of its own.
        case plain(String)
        /// What people, or another server, wrote freely, so that it can begin with anything.
        case written(String)
    }

    /// By which Excel knows that a file is UTF-8, when it is the first of it.
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
        // The last four are the same in full width, which some spreadsheets in Asian languages take for these.
        return "=+-@\t\r\n\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(first)
    }
}
