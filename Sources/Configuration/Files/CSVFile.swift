import FollowUps
import Tabular

/// Rows under named columns, in CSV (RFC 4180), read strictly and with the line of each row.
///
/// SwiftCSV has no line numbers, completes rows that are too short, drops an empty last cell and ends the file at a
/// quote that is never closed. A staff list or an import must not be read like that.
public struct CSVFile: Sendable {
    public struct Row: Sendable {
        /// From 1: the line on which it begins.
        public let line: Int
        private let cells: [String: String]

        fileprivate init(line: Int, cells: [String: String]) {
            self.line = line
            self.cells = cells
        }

        /// Nil when the cell is empty or there is no such column.
        public subscript(column: String) -> String? { cells[column] }
    }

    /// Without those that could not be read, or in which every cell is empty.
    public let rows: [Row]
    /// Mistakes in the file itself, in the order of its lines.
    public let problems: [ConfigurationProblems.Problem]
    public let warnings: [ConfigurationProblems.Problem]
    let bytes: [UInt8]

    /// Reads a file whose first line names its columns, in any order and letter case. Commas, semicolons (as in Dutch
    /// Excel) or tabs separate cells; missing cells at the end of a row are empty. A line `sep=;` may come first.
    ///
    /// Throws only when the file cannot be read at all.
    public static func read(
        _ path: String, columns: [String], required: [String]
    ) throws(ConfigurationProblems) -> CSVFile {
        CSVFile(try SourceFile.read(path), columns: columns, required: required)
    }

    init(_ file: SourceFile, columns known: [String], required: [String]) {
        bytes = file.bytes
        var findings = CSVFindings(file: file.path)
        rows = CSVFile.rows(file.bytes, columns: known, required: required, &findings)
        problems = findings.problems
        warnings = findings.warnings
    }

    private static func rows(_ bytes: [UInt8], columns known: [String], required: [String], _ findings: inout CSVFindings) -> [Row] {
        let text: [UInt8]
        switch CSVEncoding(of: bytes) {
        case .utf8: text = bytes
        case .windows1252(let read):
            findings.warn("is read as Windows-1252, because it is not a text in UTF-8; look whether the names are right, or save it as \"CSV UTF-8\"")
            text = read
        case .objection(let line, let message):
            findings.add(line: line, message)
            return []
        }
        let (read, errors) = CSVParser.parse(text)
        for error in errors { findings.add(line: error.line, error.message) }
        var records = read[...]
        guard let header = records.popFirst() else {
            if findings.problems.isEmpty {
                findings.add(line: nil, "is empty; its first line has to name the columns: \(known.joined(separator: ", "))")
            }
            return []
        }
        guard let columns = columns(header, known: known, required: required, &findings) else { return [] }
        var rows: [Row] = []
        for record in records {
            if let row = row(record, columns: columns, &findings) { rows.append(row) }
        }
        return rows
    }

    /// One name for each column, nil for one without. Nil altogether when a column is wrong, because then no cell has a known meaning.
    private static func columns(_ header: CSVParser.Record, known: [String], required: [String], _ findings: inout CSVFindings) -> [String?]? {
        let before = findings.problems.count
        var columns: [String?] = []
        for cell in header.cells {
            let name = cell.lowercased()
            if name.isEmpty {
                columns.append(nil)
            } else if !known.contains(name) {
                findings.add(
                    line: header.line, "there is no column \"\(IdentifierSyntax.presentable(cell))\"\(NearestName.hint(for: name, among: known))")
            } else if columns.contains(name) {
                findings.add(line: header.line, "the column \"\(name)\" stands there twice; expected each column once")
            } else {
                columns.append(name)
            }
        }
        let isComplete = findings.problems.count == before
        for name in required where isComplete && !columns.contains(name) {
            findings.add(line: header.line, "the column \"\(name)\" is missing; the columns can be: \(known.joined(separator: ", "))")
        }
        return findings.problems.count == before ? columns : nil
    }

    /// Nil when every cell is empty, or when the cells do not fit the columns.
    private static func row(_ record: CSVParser.Record, columns: [String?], _ findings: inout CSVFindings) -> Row? {
        if record.cells.allSatisfy(\.isEmpty) { return nil }
        guard record.cells.dropFirst(columns.count).allSatisfy(\.isEmpty) else {
            findings.add(
                line: record.line,
                "there are \(record.cells.count) cells and only \(columns.count) columns; put a cell that holds the separator in quotes")
            return nil
        }
        var cells: [String: String] = [:]
        for (place, (column, cell)) in zip(columns, record.cells).enumerated() where !cell.isEmpty {
            guard let column else {
                findings.add(line: record.line, "cell \(place + 1) stands in a column without a name; name it on the first line, or empty it")
                return nil
            }
            cells[column] = cell
        }
        return Row(line: record.line, cells: cells)
    }
}

struct CSVFindings {
    let file: String
    private(set) var warnings: [ConfigurationProblems.Problem] = []
    private var found: [ConfigurationProblems.Problem] = []

    init(file: String) { self.file = file }

    /// In the order of the lines; what concerns the whole file comes first.
    var problems: [ConfigurationProblems.Problem] {
        found.enumerated().sorted { ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset) }.map(\.element)
    }

    mutating func add(line: Int?, _ message: String) { found.append(.init(file: file, line: line, key: "", message: message)) }

    mutating func warn(_ message: String) { warnings.append(.init(file: file, key: "", message: message)) }
}
