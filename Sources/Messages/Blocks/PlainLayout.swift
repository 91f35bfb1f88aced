/// Lays blocks out as plain text: headings underlined, columns aligned, no marks.
enum PlainLayout {
    static func text(of document: MailDocument) -> String {
        var text = text(of: document.blocks)
        // RFC 3676, section 4.3: mail programs take this line for the start of a signature.
        if !document.smallPrint.isEmpty { text += "\n-- \n" + self.text(of: document.smallPrint) }
        return text
    }

    private static func text(of blocks: [Block]) -> String {
        blocks.map { block in lines(of: block).joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private static func lines(of block: Block) -> [String] {
        switch block {
        case .heading(let level, let spans):
            let text = plain(spans)
            return [text, String(repeating: level == 1 ? "=" : "-", count: max(3, min(text.count, 72)))]
        case .action(let title, let lines, let link): return ([title] + lines + [link].compactMap { $0.map { [$0] } }).map(plain)
        case .paragraph(let lines): return lines.map(plain)
        case .list(let items): return items.map { "- \(plain($0))" }
        case .facts(let facts): return aligned(facts.map { ["\($0.label):", plain($0.value)] })
        case .table(let head, let rows):
            let cells = rows.map { $0.map(plain) }
            guard let head else { return aligned(cells) }
            let names = head.map(plain)
            return aligned([names, names.map { String(repeating: "-", count: $0.count) }] + cells)
        }
    }

    private static func aligned(_ rows: [[String]]) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], cell.count)
            }
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] + 2 - cell.count)
            }.joined()
        }
    }

    private static func plain(_ spans: [Span]) -> String { spans.count == 1 ? spans[0].plainText : spans.map(\.plainText).joined() }
}
