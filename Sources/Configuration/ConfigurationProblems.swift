import FollowUps

/// Every mistake in the configuration and catalogue files, so that all can be mended at once.
public struct ConfigurationProblems: Error, Sendable, Hashable, CustomStringConvertible {
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// As it was found, or resolved from the file that names it.
        public let file: String
        /// From 1; nil where the key says enough, or the whole file is meant.
        public let line: Int?
        /// The table and key, such as `[mail] transport`; empty for the whole file.
        public let key: String
        public let message: String

        public init(file: String, line: Int? = nil, key: String, message: String) {
            self.file = file
            self.line = line
            self.key = key
            self.message = message
        }

        /// `opvolg.toml: [mail] transport: "smpt" is not known; expected "smtp" or "maildir"`, or `people.csv:14, email: is missing`
        public var description: String {
            guard let line else { return [file, key, message].filter { !$0.isEmpty }.joined(separator: ": ") }
            return "\(file):\(line)\(key.isEmpty ? "" : ", \(key)"): \(message)"
        }
    }

    /// Never empty.
    public let problems: [Problem]

    public init(_ problems: [Problem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension ConfigurationProblems.Problem {
    init(_ problem: Catalogue.Problem, in file: String) { self.init(file: file, key: problem.key, message: problem.message) }
}
