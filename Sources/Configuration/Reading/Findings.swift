/// The mistakes found so far in one file; a class, because the readers of all its tables add to it.
final class Findings {
    let file: String
    private(set) var problems: [ConfigurationProblems.Problem] = []
    private(set) var warnings: [ConfigurationProblems.Problem] = []

    init(file: String) { self.file = file }

    func add(_ key: String, _ message: String) { problems.append(.init(file: file, key: key, message: message)) }
    func warn(_ key: String, _ message: String) { warnings.append(.init(file: file, key: key, message: message)) }
}
