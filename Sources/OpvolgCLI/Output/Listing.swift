/// Many things of one sort: a table to read, and a JSON array or CSV with every column.
struct Listing<Row>: Report {
    /// What scripts get of a row.
    struct Column {
        let key: String
        let field: (Row) -> Field

        init(_ key: String, _ field: @escaping (Row) -> Field) {
            self.key = key
            self.field = field
        }
    }

    /// What people get of a row.
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

    /// Empty when there are no rows: a script that counts lines counts none.
    var table: String {
        if rows.isEmpty { return "" }
        let cells = [tableColumns.map(\.heading)] + rows.map { row in tableColumns.map { $0.text(row).safeForTerminal } }
        var widths = [Int](repeating: 0, count: tableColumns.count)
        for line in cells {
            for place in line.indices { widths[place] = max(widths[place], line[place].count) }
        }
        var text = ""
        for line in cells {
            // Blanks are owed until something follows, so that no line ends in them.
            var owed = 0
            for (place, cell) in line.enumerated() where !cell.isEmpty {
                let start = widths[..<place].reduce(0) { $0 + $1 + 2 }
                text += String(repeating: " ", count: start - owed)
                text += cell
                owed = start + cell.count
            }
            text += "\n"
        }
        return text
    }

    /// One row on each line.
    var json: [UInt8] {
        var json = JSONText()
        json.raw("[")
        for (place, row) in rows.enumerated() {
            json.raw(place > 0 ? ",\n" : "\n")
            json.append(object(row))
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

    func object(_ row: Row) -> [(key: String, field: Field)] { columns.map { ($0.key, $0.field(row)) } }
}
