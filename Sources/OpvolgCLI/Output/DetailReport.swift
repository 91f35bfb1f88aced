import FollowUps
import Tabular

/// One thing in full: lines for people, and a JSON object or a CSV of one row for scripts.
struct DetailReport: Report {
    let members: [(key: String, field: Field)]
    let lines: [String]

    var table: [UInt8] { lines.flatMap { ($0.safeForTerminal + "\n").utf8 } }

    var json: [UInt8] {
        var json = JSONText()
        json.append(members)
        json.raw("\n")
        return json.bytes
    }

    var csv: [UInt8] {
        var csv = CSVText()
        csv.append(members.map { .text($0.key) })
        csv.append(members.map(\.field))
        return csv.bytes
    }

    /// Labels stand in a column; lines without a text are left out.
    static func lines(_ labelled: [(label: String, text: String?)]) -> [String] {
        let width = labelled.map(\.label.count).max() ?? 0
        return labelled.compactMap { label, text in
            text.map { label + String(repeating: " ", count: width - label.count + 2) + $0 }
        }
    }
}
