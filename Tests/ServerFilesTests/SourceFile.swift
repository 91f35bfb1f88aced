import Foundation

/// A Swift file of the repository, read as text.
struct SourceFile {
    /// Relative to the repository's root.
    let path: String
    /// All lines, the first with number 1.
    let lines: [(number: Int, text: String)]

    init(_ path: String) throws {
        self.path = path
        lines = try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            ($0.offset + 1, String($0.element))
        }
    }

    /// The lines without comments.
    var code: [(number: Int, text: String)] {
        lines.compactMap { number, text in
            let rest = text.firstRange(of: " // ").map { String(text[..<$0.lowerBound]) } ?? text
            return rest.trimmingPrefix(while: \.isWhitespace).hasPrefix("//") ? nil : (number, rest)
        }
    }

    /// The modules that it imports.
    var imports: Set<String> {
        let pattern =
            #/^ *(?:@\w+ +)*(?:(?:public|package|internal|private|fileprivate) +)?import +(?:(?:struct|class|enum|protocol|func|let|var) +)?(\w+)/#
        return Set(code.compactMap { $0.text.firstMatch(of: pattern).map { String($0.1) } })
    }

    /// The places, as `path:line`, where a pattern matches the code.
    func places(of pattern: some RegexComponent) -> [String] {
        code.filter { $0.text.contains(pattern) }.map { "\(path):\($0.number)" }
    }

    /// Every Swift file of a folder and those below it, by path.
    static func all(in folder: String) throws -> [SourceFile] {
        try Repository.files(in: folder).filter { $0.hasSuffix(".swift") }.map { try SourceFile($0) }
    }
}
