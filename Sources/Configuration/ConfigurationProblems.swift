/// Every mistake found in the configuration and catalogue files, so that one look at them is enough to mend all.
public struct ConfigurationProblems: Error, Sendable, Hashable, CustomStringConvertible {
    /// One mistake: where it stands, what is wrong, and what was expected.
    public struct Problem: Sendable, Hashable, CustomStringConvertible {
        /// The file's path as it was found, or resolved from the file that names it.
        public let file: String
        /// Counted from 1; nil where a key tells enough, or the file as a whole is meant.
        public let line: Int?
        /// The table and key, such as `[mail] transport`; empty when it is about the file as a whole.
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

    /// Never empty; in the order of the files where that is known.
    public let problems: [Problem]

    public init(_ problems: [Problem]) { self.problems = problems }

    /// One line for each.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
