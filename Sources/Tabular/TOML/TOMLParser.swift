/// Reads TOML 1.0 and keeps the order and lines of keys.
///
/// TOMLKit does not, and its toml++ ends the program, in release builds too, on a mistake as common as a `[` that is not closed on its line.
public struct TOMLParser {
    /// Line and column count from 1, columns in characters.
    public struct SyntaxError: Error, CustomStringConvertible {
        public let line: Int
        public let column: Int
        /// May repeat a piece of the file, control characters included.
        public let message: String

        public var description: String { "line \(line), column \(column): \(message)" }
    }

    /// Nesting of tables and lists, however written: bounded, so that no stack overflows.
    static let deepest = 32

    let bytes: [UInt8]
    var place = 0
    var line = 1
    /// The nesting of the current value.
    var depth = 0
    private let root = TOMLTable(origin: .header, line: 1)

    /// - Parameter bytes: valid UTF-8.
    public static func parse(_ bytes: [UInt8]) throws(SyntaxError) -> TOMLTable {
        var parser = TOMLParser(bytes: bytes)
        return try parser.document()
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private mutating func document() throws(SyntaxError) -> TOMLTable {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
        var current = root
        while true {
            try skipBlankLines()
            guard let byte = peek else { return root }
            if byte == UInt8(ascii: "[") {
                current = try header()
            } else {
                try keyAndValue(into: current)
            }
            skipSpaces()
            if peek == UInt8(ascii: "#") { try skipComment() }
            if peek != nil, try !skipNewline() { throw error("expected the end of the line, saw \(shown)") }
        }
    }

    // MARK: Headers and keys

    private mutating func header() throws(SyntaxError) -> TOMLTable {
        place += 1
        let isList = take("[")
        skipSpaces()
        let (key, line) = (try key(), line)
        skipSpaces()
        guard take("]"), !isList || take("]") else {
            throw error("expected \(isList ? "]]" : "]") after the name of the table, saw \(shown)")
        }
        var parent = root
        for part in key.dropLast() { parent = try tableOnTheWay(part, in: parent, line: line) }
        let last = key[key.count - 1]
        let table = TOMLTable(origin: .header, line: line, depth: try depth(in: parent.depth + (isList ? 1 : 0)))
        if isList, parent.append(table, to: last) { return table }
        switch (parent[last], isList) {
        case (nil, false): parent.set(last, .table(table), line: line)
        case (nil, true): parent.set(last, .tables([table]), line: line)
        case (.table(let known), false) where known.origin == .implied:
            known.origin = .header
            return known
        case (.tables, false): throw error("[[\(last)]] stands above, so [\(last)] cannot; expected [[\(last)]]")
        case (.table(let known), true) where known.origin == .implied:
            throw error("there is a [\(last).…] on line \(known.line), before any [[\(last)]]; is the [[\(last)]] above that misspelt?")
        case (.some, _):
            let known = "\"\(key.joined(separator: "."))\" stands there already, on line \(parent.line(of: last) ?? 0)"
            throw error(key.count == 1 ? known : "\(known); is a [[\(key[0])]] between them misspelt?")
        }
        return table
    }

    private func tableOnTheWay(_ part: String, in parent: TOMLTable, line: Int) throws(SyntaxError) -> TOMLTable {
        switch parent[part] {
        case nil:
            let table = TOMLTable(origin: .implied, line: line, depth: try depth(in: parent.depth))
            parent.set(part, .table(table), line: line)
            return table
        case .table(let table) where table.origin != .inline: return table
        case .tables(let tables):
            guard let last = tables.last else { throw error("\"\(part)\" is empty") }
            return last
        default: throw error("\"\(part)\" stands there already and is not a table that can be added to")
        }
    }

    mutating func keyAndValue(into table: TOMLTable) throws(SyntaxError) {
        let (key, line) = (try key(), line)
        skipSpaces()
        guard take("=") else { throw error("expected = after the key, saw \(shown)") }
        var parent = table
        for part in key.dropLast() {
            switch parent[part] {
            case nil:
                let next = TOMLTable(origin: .dottedKey, line: line, depth: try depth(in: parent.depth))
                parent.set(part, .table(next), line: line)
                parent = next
            case .table(let known) where known.origin == .dottedKey: parent = known
            default: throw error("\"\(part)\" stands there already and cannot be added to")
            }
        }
        let last = key[key.count - 1]
        if let known = parent.line(of: last) { throw error("\"\(last)\" stands there already, on line \(known)") }
        skipSpaces()
        let outer = depth
        depth = parent.depth
        defer { depth = outer }
        parent.set(last, try value(), line: line)
    }

    func depth(in outer: Int) throws(SyntaxError) -> Int {
        if outer >= Self.deepest { throw error("tables and lists stand more than \(Self.deepest) deep in each other") }
        return outer + 1
    }

    /// At least one part.
    private mutating func key() throws(SyntaxError) -> [String] {
        var parts: [String] = []
        repeat {
            skipSpaces()
            parts.append(try keyPart())
            skipSpaces()
        } while take(".")
        return parts
    }

    private mutating func keyPart() throws(SyntaxError) -> String {
        if peek == UInt8(ascii: "\"") || peek == UInt8(ascii: "'") { return try text(isKey: true) }
        let start = place
        while let byte = peek, byte.isASCIIAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { place += 1 }
        if place == start { throw error("expected a name, saw \(shown)") }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    // MARK: Between values

    var peek: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        place += 1
        return true
    }

    mutating func skipSpaces() {
        while let byte = peek, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { place += 1 }
    }

    mutating func skipBlankLines() throws(SyntaxError) {
        repeat {
            skipSpaces()
            if peek == UInt8(ascii: "#") { try skipComment() }
        } while try skipNewline()
    }

    private mutating func skipComment() throws(SyntaxError) {
        while place < bytes.count, bytes[place] != UInt8(ascii: "\n") {
            let byte = bytes[place]
            if byte < 0x20 || byte == 0x7F {
                if isNewline(at: place) { return }
                try refuseControl(byte)
            }
            place += 1
        }
    }

    mutating func skipNewline() throws(SyntaxError) -> Bool {
        guard isNewline(at: place) else { return false }
        place += bytes[place] == UInt8(ascii: "\r") ? 2 : 1
        line += 1
        return true
    }

    func isNewline(at place: Int) -> Bool {
        guard place < bytes.count else { return false }
        return bytes[place] == UInt8(ascii: "\n")
            || bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count && bytes[place + 1] == UInt8(ascii: "\n")
    }

    func refuseControl(_ byte: UInt8) throws(SyntaxError) {
        if byte < 0x20 && byte != UInt8(ascii: "\t") || byte == 0x7F { throw error("control characters cannot stand here, saw \(shown)") }
    }

    // MARK: Errors

    /// What stands at the current place, for an error.
    var shown: String {
        guard let byte = peek else { return "the end of the file" }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return "the end of the line" }
        if byte < 0x20 || byte == 0x7F { return "a control character (\(byte))" }
        return String(decoding: bytes[place..<min(bytes.count, place + 8)], as: UTF8.self).first.map { "\"\($0)\"" } ?? "nothing"
    }

    func error(_ message: String) -> SyntaxError {
        let end = min(place, bytes.count)
        let start = bytes[..<end].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return SyntaxError(line: line, column: bytes[start..<end].count { $0 & 0xC0 != 0x80 } + 1, message: message)
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    var isASCIIAlphanumeric: Bool { isASCIIDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
}
