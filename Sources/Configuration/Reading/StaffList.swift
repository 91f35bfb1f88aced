import FollowUps
import Tabular

/// The people of `[service] people`, each line read as if it were a `[[person]]`.
struct StaffList {
    static let columns = ["id", "name", "email", "school", "language", "deputy", "login"]

    let people: [TableReader]
    /// Whether every line could be read, so that whoever is not listed does not exist.
    let isComplete: Bool
    let findings: Diagnostics
    let bytes: [UInt8]

    static func read(_ path: String) throws(ConfigurationProblems) -> StaffList {
        let file = try CSVFile.read(path, columns: columns, required: ["id", "name"])
        let findings = Diagnostics(file: path, namingLines: true)
        findings.add(file.problems)
        findings.warn(file.warnings)
        return StaffList(
            people: file.rows.map { TableReader(TOMLTable($0), name: "", textGrammar: "a text", findings: findings) },
            isComplete: file.problems.isEmpty, findings: findings, bytes: file.bytes)
    }

    /// A person without an address may be listed, because others may have to act about them, but nothing reaches that person.
    func warnOfUnreachable(_ everybody: [Person]) {
        let listed = Set(people.compactMap { $0.peekID() })
        let unreachable = everybody.filter { listed.contains($0.id.rawValue) && $0.channels.isEmpty }.map(\.id.rawValue)
        if unreachable.isEmpty { return }
        let shown = 5
        let rest = unreachable.count > shown ? " and \(unreachable.count - shown) more" : ""
        findings.warn(
            "email",
            "is empty for \(unreachable.prefix(shown).joined(separator: ", "))\(rest), so nothing reaches them and others hear of what they own")
    }
}

extension TOMLTable {
    /// An empty cell is an absent key.
    fileprivate convenience init(_ row: CSVFile.Row) {
        self.init(origin: .inline, line: row.line)
        for column in StaffList.columns {
            if let cell = row[column] { set(column, .text(cell), line: row.line) }
        }
    }
}
