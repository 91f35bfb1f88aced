/// The mistakes found so far in one file. A class, because the readers of all its tables add to it.
final class Diagnostics {
    let file: String
    /// Off where tables have names, because people look for those.
    private let namesLines: Bool
    private(set) var warnings: [ConfigurationProblems.Problem] = []
    private var found: [(line: Int, problem: ConfigurationProblems.Problem)] = []

    init(file: String, namingLines: Bool = false) {
        self.file = file
        namesLines = namingLines
    }

    /// In the order of the file; what belongs to no line comes last.
    var problems: [ConfigurationProblems.Problem] {
        found.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element.problem)
    }

    var count: Int { found.count }

    func add(_ key: String, _ message: String, line: Int? = nil) {
        found.append((line ?? .max, .init(file: file, line: namesLines ? line : nil, key: key, message: message)))
    }

    func add(_ problems: [ConfigurationProblems.Problem]) { found += problems.map { ($0.line ?? 0, $0) } }

    func warn(_ warnings: [ConfigurationProblems.Problem]) { self.warnings += warnings }

    func warn(_ key: String, _ message: String) { warnings.append(.init(file: file, key: key, message: message)) }
}
