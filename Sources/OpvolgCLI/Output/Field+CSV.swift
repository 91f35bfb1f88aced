import FollowUps
import Tabular

extension CSVText {
    mutating func append(_ fields: [Field]) { append(fields.map(\.cell)) }
}

extension Field {
    /// Absent values are empty. A list of plain values is separated by spaces; anything nested stays JSON.
    fileprivate var cell: CSVText.Cell {
        switch self {
        case .none: return .plain("")
        case .number(let number): return .plain(String(number))
        case .flag(let flag): return .plain(flag ? "true" : "false")
        case .text(let text): return .plain(text)
        case .written(let text): return .written(text)
        // Checked as a whole, because a spreadsheet looks at how the cell begins.
        case .list(let fields) where fields.allSatisfy(\.isPlain): return Field.joined(fields.map(\.cell))
        case .list, .object:
            var json = JSONText()
            json.append(self)
            return .plain(String(decoding: json.bytes, as: UTF8.self))
        }
    }

    private static func joined(_ cells: [CSVText.Cell]) -> CSVText.Cell {
        let text = cells.map {
            switch $0 {
            case .plain(let text), .written(let text): text
            }
        }.joined(separator: " ")
        if case .written? = cells.first { return .written(text) }
        return .plain(text)
    }

    private var isPlain: Bool {
        switch self {
        case .none, .number, .flag, .text, .written: true
        case .list, .object: false
        }
    }
}
