/// A message or a part of one: header fields and body (RFC 5322, RFC 2045). Anybody may have sent it, so all is bounded and nothing recurses.
struct MIMEEntity {
    /// Unfolded; the name in lower case.
    typealias Field = (name: String, value: String)

    let fields: [Field]
    let body: ArraySlice<ArraySlice<UInt8>>

    private static let mostFields = 1000
    private static let longestField = 16 * 1024
    private static let mostParts = 32

    init(_ bytes: [UInt8]) { self.init(Self.lines(bytes)[...]) }

    /// A part may have no header (RFC 2045, section 5.2). Malformed fields are skipped.
    init(_ lines: ArraySlice<ArraySlice<UInt8>>) {
        let header = lines.prefix { !$0.isEmpty }
        fields = Self.fields(header)
        body = lines[header.endIndex...].dropFirst()
    }

    /// Splits at LF or CRLF.
    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            line.last == UInt8(ascii: "\r") ? line.dropLast() : line
        }
    }

    /// The value of a field that occurs exactly once; nil otherwise, because of two neither can be trusted.
    subscript(name: String) -> String? {
        let found = fields.filter { $0.name == name }
        return found.count == 1 ? found.first?.value : nil
    }

    /// `type/subtype` in lower case, and the parameters.
    var contentType: (type: String, parameters: [String: String])? {
        guard let value = self["content-type"] else { return nil }
        var pieces = Self.split(value)
        guard !pieces.isEmpty else { return nil }
        let type = pieces.removeFirst().lowercased()
        var parameters: [String: String] = [:]
        for piece in pieces {
            guard let sign = piece.firstIndex(of: "=") else { continue }
            let name = piece[..<sign].trimmed.lowercased()
            // A repeated parameter is ambiguous.
            guard parameters[name] == nil else { return nil }
            parameters[name] = Self.unquoted(piece[piece.index(after: sign)...].trimmed)
        }
        return (type, parameters)
    }

    /// The parts of a multipart, without what precedes and follows them. The last may lack its end, because long mails are read in part.
    static func parts(of body: ArraySlice<ArraySlice<UInt8>>, boundary: String) -> [MIMEEntity] {
        // RFC 2046 allows 70; some servers use more.
        guard (1...200).contains(boundary.utf8.count) else { return [] }
        let delimiter = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<ArraySlice<UInt8>>] = []
        var start: Int?
        for (index, line) in zip(body.indices, body) where line.starts(with: delimiter) {
            let rest = line.dropFirst(delimiter.count)
            let isEnd = rest.starts(with: "--".utf8)
            guard rest.dropFirst(isEnd ? 2 : 0).allSatisfy({ $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }) else { continue }
            if let start { parts.append(body[start..<index]) }
            start = isEnd ? nil : index + 1
            if isEnd || parts.count == mostParts { break }
        }
        if let start, parts.count < mostParts { parts.append(body[start...]) }
        return parts.map { MIMEEntity($0) }
    }

    /// The groups of fields of a delivery status, separated by empty lines (RFC 3464, section 2.1).
    static func groups(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [[Field]] {
        lines.split(maxSplits: mostParts * 8, whereSeparator: \.isEmpty).map { fields($0) }.filter { !$0.isEmpty }
    }

    private static func fields(_ lines: ArraySlice<ArraySlice<UInt8>>) -> [Field] {
        var fields: [Field] = []
        // Whether the last field was skipped: its continuation lines are skipped with it.
        var isLeavingOut = true
        for line in lines {
            let text = String(decoding: line.prefix(longestField), as: UTF8.self)
            if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
                guard !isLeavingOut, let last = fields.popLast() else { continue }
                if last.value.utf8.count < longestField {
                    // The value may begin on the second line.
                    fields.append((last.name, last.value.isEmpty ? text.trimmed : last.value + " " + text.trimmed))
                } else {
                    fields.append(last)
                }
                continue
            }
            let colon = text.firstIndex(of: ":") ?? text.startIndex
            let name = text[..<colon].trimmed.lowercased()
            isLeavingOut = name.isEmpty || name.contains(" ") || fields.count == mostFields
            if !isLeavingOut { fields.append((name, text[text.index(after: colon)...].trimmed)) }
        }
        return fields
    }

    /// Splits at semicolons outside quotes.
    private static func split(_ value: String) -> [String] {
        var (pieces, piece, isQuoted, isEscaped) = ([String](), "", false, false)
        for character in value {
            if character == ";", !isQuoted {
                pieces.append(piece.trimmed)
                piece = ""
                continue
            }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            isEscaped = character == "\\" && !isEscaped
            piece.append(character)
        }
        return pieces + [piece.trimmed]
    }

    private static func unquoted(_ text: String) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
        var (plain, isEscaped) = ("", false)
        for character in text.dropFirst().dropLast() {
            if character == "\\", !isEscaped {
                isEscaped = true
            } else {
                plain.append(character)
                isEscaped = false
            }
        }
        return plain
    }
}

extension StringProtocol {
    fileprivate var trimmed: String {
        var text = Substring(self)
        while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
        while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
        return String(text)
    }
}
