struct BlockParser {
    private typealias Line = ArraySlice<UInt8>

    private let spans: InlineParser
    /// A heading holds no telephone number: "Actie 112" is none.
    private let titles = InlineParser(phones: [String]())
    private var blocks: [Block] = []
    private var body: [Block]?
    private var action: Line?
    private var paragraph: [Line] = []
    private var items: [Line] = []
    private var rows: [Line] = []

    /// Telephone numbers among `phones` become spans of their own. So does `[words](url)` with one of `links`, and with
    /// no other URL: somebody may have written one into a title.
    static func cut(_ text: String, phones: [String], links: [String] = []) -> MailDocument {
        var cutter = BlockParser(spans: InlineParser(phones: phones, links: links))
        let bytes = Array(text.utf8)
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) { cutter.take(cutter.trimmed(line)) }
        cutter.finishBlock()
        return MailDocument(blocks: cutter.body ?? cutter.blocks, smallPrint: cutter.body == nil ? [] : cutter.blocks)
    }

    private init(spans: InlineParser) { self.spans = spans }

    private mutating func take(_ line: Line) {
        switch line.first {
        case nil: finishBlock()
        case UInt8(ascii: "-") where line.count == 2 && line.last == UInt8(ascii: "-") && body == nil:
            finishBlock()
            body = blocks
            blocks = []
        case UInt8(ascii: "#"):
            let level = line.prefix { $0 == UInt8(ascii: "#") }.count
            guard level <= 3, line.dropFirst(level).first == UInt8(ascii: " ") else { return takeText(line) }
            finishBlock()
            let title = trimmed(line.dropFirst(level))
            if level == 3 { action = title } else { blocks.append(.heading(level: level, titles.cut(title))) }
        case UInt8(ascii: "-") where line.dropFirst().first == UInt8(ascii: " "):
            if items.isEmpty { finishBlock() }
            items.append(trimmed(line.dropFirst(2)))
        case UInt8(ascii: "|") where line.count > 1 && line.last == UInt8(ascii: "|"):
            if rows.isEmpty { finishBlock() }
            rows.append(line)
        default: takeText(line)
        }
    }

    private mutating func takeText(_ line: Line) {
        if paragraph.isEmpty, action == nil { finishBlock() }
        paragraph.append(line)
    }

    private mutating func finishBlock() {
        if let action {
            blocks.append(self.action(titles.cut(action), paragraph.map(spans.cut)))
        } else if !paragraph.isEmpty {
            blocks.append(.paragraph(paragraph.map(spans.cut)))
        }
        if !items.isEmpty { blocks.append(.list(items.map(spans.cut))) }
        if !rows.isEmpty { blocks.append(table(rows)) }
        action = nil
        paragraph = []
        items = []
        rows = []
    }

    /// A link at the end of the last line becomes the button.
    private func action(_ title: [Span], _ lines: [[Span]]) -> Block {
        guard case .link? = lines.last?.last else { return .action(title: title, lines, link: nil) }
        var lines = lines
        let link = lines[lines.count - 1].removeLast()
        if lines[lines.count - 1].isEmpty { lines.removeLast() }
        return .action(title: title, lines, link: link)
    }

    /// A second row of dashes makes the first one the head.
    private func table(_ lines: [Line]) -> Block {
        let hasHead = lines.count > 1 && lines[1].allSatisfy { $0 == UInt8(ascii: "|") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: " ") }
        let rows = (hasHead ? [lines[0]] + lines[2...] : lines).map { line in
            line.dropFirst().dropLast().split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map { spans.cut(trimmed($0)) }
        }
        if !hasHead, rows.allSatisfy({ $0.count == 2 }) { return .facts(rows.map { Fact(label: $0[0].map(\.text).joined(), value: $0[1]) }) }
        return hasHead ? .table(head: rows[0], rows: Array(rows.dropFirst())) : .table(head: nil, rows: rows)
    }

    private func trimmed(_ line: Line) -> Line {
        var line = line
        while line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") { line.removeFirst() }
        while line.last == UInt8(ascii: " ") || line.last == UInt8(ascii: "\t") { line.removeLast() }
        return line
    }
}
