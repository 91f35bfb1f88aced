extension TOMLParser {
    mutating func value() throws(SyntaxError) -> TOMLValue {
        guard let byte = peek else { throw error("expected a value, saw the end of the file") }
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return .text(try text(isKey: false))
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            depth = try depth(in: depth)
            defer { depth -= 1 }
            return byte == UInt8(ascii: "[") ? .list(try list()) : .table(try inlineTable())
        default: return try word()
        }
    }

    private mutating func list() throws(SyntaxError) -> [TOMLValue] {
        place += 1
        var values: [TOMLValue] = []
        while true {
            try skipBlankLines()
            if take("]") { return values }
            values.append(try value())
            try skipBlankLines()
            if take("]") { return values }
            guard take(",") else { throw error("expected , or ] in the list, saw \(shown)") }
        }
    }

    private mutating func inlineTable() throws(SyntaxError) -> TOMLTable {
        place += 1
        let table = TOMLTable(origin: .inline, line: line, depth: depth)
        skipSpaces()
        if take("}") { return table }
        while true {
            skipSpaces()
            try keyAndValue(into: table)
            skipSpaces()
            if take("}") { return table }
            guard take(",") else { throw error("expected , or } on the same line, saw \(shown)") }
        }
    }

    // MARK: Numbers, dates and flags

    private mutating func word() throws(SyntaxError) -> TOMLValue {
        let start = place
        skipWord()
        // A date and a time may have a space between them.
        if place - start == 10, bytes[start + 4] == UInt8(ascii: "-"), place + 3 < bytes.count, bytes[place] == UInt8(ascii: " "),
            bytes[place + 3] == UInt8(ascii: ":")
        {
            place += 1
            skipWord()
        }
        let word = String(decoding: bytes[start..<place], as: UTF8.self)
        if let value = Self.value(of: word) { return value }
        place = start
        throw error(word.isEmpty ? "expected a value, saw \(shown)" : "\"\(word.prefix(40))\" is not a value; a text has to stand in quotes")
    }

    private mutating func skipWord() {
        while let byte = peek, byte.isASCIIAlphanumeric || "+-_.:".utf8.contains(byte) { place += 1 }
    }

    private static func value(of word: String) -> TOMLValue? {
        switch word {
        case "true": return .flag(true)
        case "false": return .flag(false)
        case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .decimal
        default: break
        }
        if let number = number(word) { return .number(number) }
        if let date = TOMLDate(word) { return .date(date) }
        if isTime(word) { return .time }
        if word.utf8.count > 11, TOMLDate(word.prefix(10)) != nil, "Tt ".contains(word[word.index(word.startIndex, offsetBy: 10)]) {
            return isTimeWithOffset(word.dropFirst(11)) ? .moment : nil
        }
        return isDecimal(word) ? .decimal : nil
    }

    private static func number(_ word: String) -> Int? {
        for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where word.hasPrefix(prefix) {
            let digits = word.dropFirst(2)
            return digits.first == "-" || digits.first == "+"
                ? nil : digits.first == "_" ? nil : withoutUnderscores(digits).flatMap { Int($0, radix: radix) }
        }
        let digits = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
        guard isDigits(digits), digits.count == 1 || digits.first != "0" else { return nil }
        return withoutUnderscores(word[...]).flatMap { Int($0) }
    }

    /// Nil unless each underscore stands between two digits.
    private static func withoutUnderscores(_ digits: Substring) -> String? {
        digits.last == "_" || digits.contains("__") ? nil : digits.filter { $0 != "_" }
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.first != "_" && withoutUnderscores(text)?.utf8.allSatisfy(\.isASCIIDigit) == true
    }

    private static func isDecimal(_ word: String) -> Bool {
        let unsigned = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
        let parts = unsigned.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
            .flatMap { $0.split(separator: "E", maxSplits: 1, omittingEmptySubsequences: false) }
        guard parts.count <= 2, let mantissa = parts.first else { return false }
        let numbers = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        guard numbers.count + parts.count >= 3, numbers.count <= 2, numbers.allSatisfy(isDigits), numbers[0].count == 1 || numbers[0].first != "0"
        else { return false }
        guard parts.count == 2 else { return true }
        return isDigits(parts[1].first == "-" || parts[1].first == "+" ? parts[1].dropFirst() : parts[1])
    }

    /// `HH:MM:SS`, with or without a fraction.
    private static func isTime(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let numbers = (parts.first?.split(separator: ":", omittingEmptySubsequences: false) ?? []).map { part in
            part.utf8.count == 2 && part.utf8.allSatisfy(\.isASCIIDigit) ? Int(part) : nil
        }
        guard numbers.count == 3, let hour = numbers[0], let minute = numbers[1], let second = numbers[2], hour < 24, minute < 60, second < 61
        else { return false }
        return parts.count == 1 || (!parts[1].isEmpty && parts[1].utf8.allSatisfy(\.isASCIIDigit))
    }

    private static func isTimeWithOffset(_ text: Substring) -> Bool {
        if text.last == "Z" || text.last == "z" { return isTime(text.dropLast()) }
        guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return isTime(text) }
        return isTime(text[..<sign]) && isTime("\(text[text.index(after: sign)...]):00")
    }
}
