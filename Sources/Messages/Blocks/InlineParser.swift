import Templates

struct InlineParser: Sendable {
    private let phones: [[UInt8]]
    /// The only URLs that become links.
    private let links: Set<[UInt8]>

    init(phones: some Sequence<String>, links: some Sequence<String> = []) {
        self.phones = phones.map { Array($0.utf8) }.filter { !$0.isEmpty }
        self.links = Set(links.map { Array($0.utf8) })
    }

    func cut(_ line: ArraySlice<UInt8>) -> [Span] {
        var spans: [Span] = []
        var plainFrom = line.startIndex
        var position = line.startIndex
        while position < line.endIndex {
            guard let (span, after) = marked(line, at: position) ?? linked(line, at: position) else {
                position += 1
                continue
            }
            appendPlain(line[plainFrom..<position], to: &spans)
            spans.append(span)
            position = after
            plainFrom = after
        }
        appendPlain(line[plainFrom...], to: &spans)
        return spans
    }

    private func marked(_ line: ArraySlice<UInt8>, at start: Int) -> (span: Span, after: Int)? {
        switch line[start] {
        case UInt8(ascii: "`"):
            guard let end = line[(start + 1)...].firstIndex(of: UInt8(ascii: "`")), end > start + 1 else { return nil }
            return (.code(Markup.reveal(line[(start + 1)..<end])), end + 1)
        case UInt8(ascii: "*") where start + 1 < line.endIndex && line[start + 1] == UInt8(ascii: "*"):
            var end = start + 2
            while end + 1 < line.endIndex, !(line[end] == UInt8(ascii: "*") && line[end + 1] == UInt8(ascii: "*")) { end += 1 }
            guard end + 1 < line.endIndex, end > start + 2 else { return nil }
            return (.strong(Markup.reveal(line[(start + 2)..<end])), end + 2)
        default: return nil
        }
    }

    /// `[words](url)`, or a telephone number as `[0800-2000](tel:08002000)`.
    private func linked(_ line: ArraySlice<UInt8>, at start: Int) -> (span: Span, after: Int)? {
        guard line[start] == UInt8(ascii: "["), let close = line[start...].firstIndex(of: UInt8(ascii: "]")), close > start + 1,
            line[(close + 1)...].first == UInt8(ascii: "("), let end = line[close...].firstIndex(of: UInt8(ascii: ")"))
        else { return nil }
        let url = Array(line[(close + 2)..<end])
        let words = line[(start + 1)..<close]
        let dial = dialled(words)
        if !dial.isEmpty, url == Array("tel:".utf8) + dial {
            return (.phone(String(decoding: words, as: UTF8.self), dial: String(decoding: dial, as: UTF8.self)), end + 1)
        }
        guard links.contains(url) else { return nil }
        return (.link(Markup.reveal(line[(start + 1)..<close]), url: String(decoding: url, as: UTF8.self)), end + 1)
    }

    private func appendPlain(_ bytes: ArraySlice<UInt8>, to spans: inout [Span]) {
        var rest = bytes
        while let found = firstPhone(in: rest) {
            if found.lowerBound > rest.startIndex { spans.append(.plain(Markup.reveal(rest[..<found.lowerBound]))) }
            let number = rest[found]
            let dial = dialled(number)
            spans.append(.phone(String(decoding: number, as: UTF8.self), dial: String(decoding: dial, as: UTF8.self)))
            rest = rest[found.upperBound...]
        }
        if !rest.isEmpty { spans.append(.plain(Markup.reveal(rest))) }
    }

    private func firstPhone(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
        guard !phones.isEmpty else { return nil }
        for start in bytes.indices where isDigit(bytes[start]) || bytes[start] == UInt8(ascii: "+") || bytes[start] == UInt8(ascii: "(") {
            if start > bytes.startIndex, isDigit(bytes[start - 1]) { continue }
            for phone in phones where bytes[start...].starts(with: phone) {
                let end = start + phone.count
                if end == bytes.endIndex || !isDigit(bytes[end]) { return start..<end }
            }
        }
        return nil
    }

    private func dialled(_ number: ArraySlice<UInt8>) -> [UInt8] { number.filter { isDigit($0) || $0 == UInt8(ascii: "+") } }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
