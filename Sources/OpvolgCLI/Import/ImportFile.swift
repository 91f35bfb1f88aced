import Configuration
import FollowUps

struct ImportFile {
    static let columns = ["kind", "person", "case", "school", "due", "owner", "note", "title", "reason"]

    let name: String
    let rows: [CSVFile.Row]
    /// Mistakes in the file itself.
    let problems: [ConfigurationProblems.Problem]
    let warnings: [String]

    /// Throws a `CommandError` when the file cannot be read.
    static func read(_ path: String, called name: String) throws(CommandError) -> ImportFile {
        do throws(ConfigurationProblems) {
            let file = try CSVFile.read(path, columns: columns, required: ["kind"])
            return ImportFile(
                name: name, rows: file.rows, problems: file.problems.map { .init(file: name, line: $0.line, key: $0.key, message: $0.message) },
                warnings: file.warnings.map { "\(name) \($0.message)" })
        } catch {
            throw .cannotImport(name, reason: error.problems.map(\.message).joined(separator: "; "))
        }
    }
}
