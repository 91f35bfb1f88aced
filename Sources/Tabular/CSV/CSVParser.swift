/// Parses CSV (RFC 4180) with any line ends, separated by commas, semicolons or tabs.
public struct CSVParser {
    /// The cells of one line, without white space around them. In quotes a cell may continue on the next line.
    public struct Record {
        /// From 1: where the record begins.
        public let line: Int
        public internal(set) var cells: [String] = []
    }

    public struct SyntaxError: Error {
        public let line: Int
        public let message: String
    }

    private let bytes: [UInt8]
    private var separator: UInt8
    private var place = 0
    private var line = 1
    private var errors: [SyntaxError] = []

    private static let quote = UInt8(ascii: "\"")
    private static let lineEnds: [UInt8] = [UInt8(ascii: "\n"), UInt8(ascii: "\r")]

    /// The records of a text in UTF-8, without empty lines. Those with a mistake become errors.
    public static func parse(_ text: [UInt8]) -> (records: [Record], errors: [SyntaxError]) {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        var parser = CSVParser(text.starts(with: byteOrderMark) ? Array(text.dropFirst(byteOrderMark.count)) : text)
        parser.readSeparatorLine()
        var records: [Record] = []
        while parser.place < parser.bytes.count {
            let line = parser.line
            do throws(Mistake) {
                let record = try parser.record()
                if record.cells != [""] { records.append(record) }
            } catch {
                parser.errors.append(SyntaxError(line: error == .quoteNeverClosed ? line : parser.line, message: error.description))
                parser.skipLine()
            }
        }
        return (records, parser.errors)
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        separator = CSVParser.separator(of: bytes)
    }

    private static let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

    /// A first line `sep=;` tells Excel the separator. A spreadsheet that saved the file again may have added empty cells or quotes.
    private mutating func readSeparatorLine() {
        let line = bytes.prefix { !Self.lineEnds.contains($0) }
        let words = line.filter { $0 != Self.quote }
        let name = Array("sep=".utf8)
        guard words.count > name.count, words.prefix(name.count).map({ $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }) == name else { return }
        let named = words[words.startIndex + name.count]
        guard words.dropFirst(name.count).allSatisfy({ $0 == named || Self.separators.contains($0) || $0 == UInt8(ascii: " ") }) else { return }
        if Self.separators.contains(named) {
            separator = named
        } else {
            errors.append(SyntaxError(line: 1, message: "names a separator that is not read here; expected sep=; or sep=, or a tab"))
        }
        place = line.count
        skipLineEnd()
    }

    /// The commonest separator outside quotes on the first line that is not empty.
    private static func separator(of bytes: [UInt8]) -> UInt8 {
        let candidates = separators
        var counts = [0, 0, 0]
        var isQuoted = false
        for byte in bytes.drop(while: lineEnds.contains) {
            if byte == quote { isQuoted.toggle() }
            if isQuoted { continue }
            if lineEnds.contains(byte) { break }
            if let place = candidates.firstIndex(of: byte) { counts[place] += 1 }
        }
        let most = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
        return candidates[most]
    }

    private enum Mistake: Error, CustomStringConvertible {
        case quoteNeverClosed
        case quoteInside
        case textAfterQuote

        var description: String {
            switch self {
            case .quoteNeverClosed: "a cell begins with a quote that is never closed; close it, or write the quote twice inside quotes"
            case .quoteInside: "a quote stands in the middle of a cell; put the whole cell in quotes and write the quote inside it twice"
            case .textAfterQuote: "something follows on the closing quote of a cell; write a quote inside a cell twice"
            }
        }
    }

    private mutating func record() throws(Mistake) -> Record {
        var record = Record(line: line)
        while true {
            record.cells.append(try cell())
            guard place < bytes.count, bytes[place] == separator else { break }
            place += 1
        }
        skipLineEnd()
        return record
    }

    private mutating func cell() throws(Mistake) -> String {
        skipBlanks()
        guard place < bytes.count, bytes[place] == CSVParser.quote else {
            let start = place
            while place < bytes.count, bytes[place] != separator, !CSVParser.lineEnds.contains(bytes[place]) {
                if bytes[place] == CSVParser.quote { throw .quoteInside }
                place += 1
            }
            return CSVParser.trimmed(bytes[start..<place])
        }
        let text = try quoted()
        skipBlanks()
        if place < bytes.count, bytes[place] != separator, !CSVParser.lineEnds.contains(bytes[place]) { throw .textAfterQuote }
        return text
    }

    private mutating func quoted() throws(Mistake) -> String {
        place += 1
        var text: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == CSVParser.quote {
                guard place < bytes.count, bytes[place] == CSVParser.quote else { return CSVParser.trimmed(text[...]) }
                place += 1
            }
            // CRLF counts once.
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && (place == bytes.count || bytes[place] != UInt8(ascii: "\n"))) {
                line += 1
            }
            text.append(byte)
        }
        throw .quoteNeverClosed
    }

    private mutating func skipBlanks() {
        while place < bytes.count, bytes[place] != separator, bytes[place] == UInt8(ascii: " ") || bytes[place] == UInt8(ascii: "\t") { place += 1 }
    }

    private mutating func skipLine() {
        while place < bytes.count, !CSVParser.lineEnds.contains(bytes[place]) { place += 1 }
        skipLineEnd()
    }

    private mutating func skipLineEnd() {
        guard place < bytes.count else { return }
        if bytes[place] == UInt8(ascii: "\r"), place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: "\n") { place += 1 }
        place += 1
        line += 1
    }

    /// Also without the hard spaces that spreadsheets leave behind.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        let isBlank: (Character) -> Bool = { $0.isWhitespace && !$0.isNewline }
        let start = text.drop(while: isBlank)
        return String(start[..<(start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex)])
    }
}
