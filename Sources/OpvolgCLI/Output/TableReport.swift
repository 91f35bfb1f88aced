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

    let rows: [Row]
    let columns: [Column]
    let tableColumns: [TableColumn]

    /// Empty when there are no rows, so that a script that counts lines counts none.
    var table: [UInt8] {
        if rows.isEmpty { return [] }
        var cells = tableColumns.map(\.heading)
        cells.reserveCapacity((rows.count + 1) * tableColumns.count)
        for row in rows {
            for column in tableColumns { cells.append(column.text(row).safeForTerminal) }
        }
        var widths = [Int](repeating: 0, count: tableColumns.count)
        for (place, cell) in cells.enumerated() {
            let column = place % widths.count
            widths[column] = max(widths[column], cell.width)
        }
        var text: [UInt8] = []
        for line in stride(from: 0, to: cells.count, by: widths.count) {
            // Spaces are held back until something follows, so that no line ends in them.
            var owed = 0
            for (column, width) in widths.enumerated() {
                let cell = cells[line + column]
                if !cell.isEmpty {
                    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: owed))
                    text.append(contentsOf: cell.utf8)
                    owed = -cell.width
                }
                owed += width + 2
            }
            text.append(UInt8(ascii: "\n"))
        }
        return text
    }

    /// One row per line.
    var json: [UInt8] {
        // The usual size of a follow-up: growing would copy all of it several times.
        var json = JSONText(capacity: rows.count * 512)
        let keys = columns.enumerated().map { place, column in "\(place > 0 ? "," : "{")\"\(column.key)\":" }
        json.raw("[")
        for (place, row) in rows.enumerated() {
            json.raw(place > 0 ? ",\n" : "\n")
            for (key, column) in zip(keys, columns) {
                json.raw(key)
                json.append(column.field(row))
            }
            json.raw("}")
        }
        json.raw(rows.isEmpty ? "]\n" : "\n]\n")
        return json.bytes
    }

    var csv: [UInt8] {
        var csv = CSVText()
        csv.append(columns.map { .text($0.key) })
        for row in rows { csv.append(columns.map { $0.field(row) }) }
        return csv.bytes
    }
}
