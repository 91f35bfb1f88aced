/// Everything that is wrong with a folder of templates, all at once, each with its file and line.
public struct TemplateProblems: Error, Sendable, CustomStringConvertible {
    /// One mistake; in order of file, then line.
    public struct Problem: Hashable, Sendable, Comparable, CustomStringConvertible {
        /// With the folder that was given, so that an editor can open it.
        public let file: String
        /// From 1; nil when it is about the whole file.
        public let line: Int?
        public let message: String

        public init(file: String, line: Int? = nil, message: String) {
            self.file = file
            self.line = line
            // It may hold a piece of the template, and whoever made that a mess has to be able to read on.
            self.message = message.onOneLine
        }

        public var description: String { line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)" }

        public static func < (left: Problem, right: Problem) -> Bool {
            (left.file, left.line ?? 0, left.message) < (right.file, right.line ?? 0, right.message)
        }
    }

    /// Never empty.
    public let problems: [Problem]

    public init(_ problems: some Sequence<Problem>) { self.problems = Set(problems).sorted() }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
