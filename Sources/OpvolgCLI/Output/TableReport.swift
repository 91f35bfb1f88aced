import FollowUps
import Tabular

/// Many things of one sort: a table for people, and a JSON array or CSV with every column for scripts.
struct TableReport<Row>: Report {
    struct Column {
        let key: String
        let field: (Row) -> Field

        init(_ key: String, _ field: @escaping (Row) -> Field) {
            self.key = key
            self.field = field
        }
    }

    struct TableColumn {
        let heading: String
        let text: (Row) -> String

        init(_ heading: String, _ text: @escaping (Row) -> String) {
            self.heading = heading
            self.text = text
        }
    }

    private let count: Int
    private let row: (Int) -> Row
    private let columns: [Column]
    private let tableColumns: [TableColumn]

    /// `rows` may make each of them anew when it is asked for.
    init(rows: some RandomAccessCollection<Row>, columns: [Column], tableColumns: [TableColumn]) {
        count = rows.count
        row = { rows[rows.index(rows.startIndex, offsetBy: $0)] }
        self.columns = columns
        self.tableColumns = tableColumns
    }

    var table: [UInt8] {
        var bytes: [UInt8] = []
        writeTable { bytes += $0 }
        return bytes
    }

    var json: [UInt8] {
        var bytes: [UInt8] = []
        writeJSON { bytes += $0 }
        return bytes
    }

    var csv: [UInt8] {
        var bytes: [UInt8] = []
        writeCSV { bytes += $0 }
        return bytes
    }

    func write(as format: OutputFormat, to put: ([UInt8]) throws -> Void) throws {
        switch format {
        case .table: try writeTable(to: put)
        case .json: try writeJSON(to: put)
        case .csv: try writeCSV(to: put)
        }
    }

    /// The places of the rows of each piece.
    private var pieces: some Sequence<Range<Int>> { stride(from: 0, to: count, by: 1000).lazy.map { $0..<min($0 + 1000, count) } }

    /// Nothing when there are no rows, so that a script that counts lines counts none.
    private func writeTable(to put: ([UInt8]) throws -> Void) rethrows {
        if count == 0 { return }
        // Made once to measure and once to write: to keep them would take more memory than all else.
        func cells(_ place: Int) -> [String] {
            let row = row(place)
            return tableColumns.map { $0.text(row).safeForTerminal }
        }
        var widths = tableColumns.map(\.heading.width)
        for place in 0..<count {
            for (column, cell) in cells(place).enumerated() { widths[column] = max(widths[column], cell.width) }
        }
        var text: [UInt8] = []
        Self.append(tableColumns.map(\.heading), widths, to: &text)
        for piece in pieces {
            for place in piece { Self.append(cells(place), widths, to: &text) }
            try put(text)
            text.removeAll(keepingCapacity: true)
        }
    }

    private static func append(_ cells: [String], _ widths: [Int], to text: inout [UInt8]) {
        // Spaces are held back until something follows, so that no line ends in them.
        var owed = 0
        for (cell, width) in zip(cells, widths) {
            if !cell.isEmpty {
                text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: owed))
                text.append(contentsOf: cell.utf8)
                owed = -cell.width
            }
            owed += width + 2
        }
        text.append(UInt8(ascii: "\n"))
    }

    /// One row per line.
    private func writeJSON(to put: ([UInt8]) throws -> Void) rethrows {
        let keys = columns.enumerated().map { place, column in "\(place > 0 ? "," : "{")\"\(column.key)\":" }
        if count == 0 { return try put(Array("[]\n".utf8)) }
        for piece in pieces {
            // The usual size of a follow-up: growing would copy all of it several times.
            var json = JSONText(capacity: piece.count * 512)
            if piece.lowerBound == 0 { json.raw("[") }
            for place in piece {
                json.raw(place > 0 ? ",\n" : "\n")
                let row = row(place)
                for (key, column) in zip(keys, columns) {
                    json.raw(key)
                    json.append(column.field(row))
                }
                json.raw("}")
            }
            if piece.upperBound == count { json.raw("\n]\n") }
            try put(json.bytes)
        }
    }

    private func writeCSV(to put: ([UInt8]) throws -> Void) rethrows {
        var head = CSVText()
        head.append(columns.map { .text($0.key) })
        try put(head.bytes)
        for piece in pieces {
            var csv = CSVText()
            for place in piece {
                let row = row(place)
                csv.append(columns.map { $0.field(row) })
            }
            try put(csv.bytes)
        }
    }
}
