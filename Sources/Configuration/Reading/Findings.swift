/// The mistakes found so far in one file; a class, because the readers of all its tables add to it.
final class Findings {
    let file: String
    /// Whether each problem names its line; where tables have names it is the name that people look for.
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

    /// How many mistakes there are so far.
    var count: Int { found.count }

    func add(_ key: String, _ message: String, line: Int? = nil) {
        found.append((line ?? .max, .init(file: file, line: namesLines ? line : nil, key: key, message: message)))
    }

    /// Adds what another look at the same file found.
    func add(_ problems: [ConfigurationProblems.Problem]) { found += problems.map { ($0.line ?? 0, $0) } }

    /// Adds what another look at the same file would mention.
    func warn(_ warnings: [ConfigurationProblems.Problem]) { self.warnings += warnings }

    func warn(_ key: String, _ message: String) { warnings.append(.init(file: file, key: key, message: message)) }
}
