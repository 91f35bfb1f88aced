import Foundation

/// The template files of a folder as text, with what could not be read.
public struct TemplateFiles: Sendable {
    /// In bytes. A mail that needs more is not one that a teacher reads.
    static let largest = 64 * 1024

    public let folder: String
    /// By path inside the folder, such as `mail/nl/reminder.txt`; line ends are LF and a byte order mark is gone.
    public private(set) var texts: [String: String] = [:]
    private(set) var problems: [TemplateProblems.Problem] = []

    public init(folder: String, texts: [String: String]) {
        self.folder = folder
        self.texts = texts
    }

    /// The same with something else for a text wherever it stands.
    public func replacing(_ text: String, with other: String) -> TemplateFiles {
        var files = self
        files.texts = texts.mapValues { $0.replacing(text, with: other) }
        return files
    }

    /// Reads what ends as it should in some folders; other files are left alone.
    public init(readingFrom folder: String, _ parts: [(top: String, endings: [String])]) {
        self.folder = folder
        for (top, endings) in parts {
            guard let found = FileManager.default.enumerator(atPath: "\(folder)/\(top)") else {
                problems.append(.init(file: "\(folder)/\(top)", message: "the folder cannot be read; opvolg init writes one that works"))
                continue
            }
            for case let path as String in found where endings.contains(where: path.hasSuffix) && !isHidden(path) { read("\(top)/\(path)") }
        }
    }

    public func place(of path: String) -> String { "\(folder)/\(path)" }

    /// The paths in a folder, without the folder and the ending.
    public func names(in folder: String, ending: String) -> [String] {
        texts.keys.filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix(ending) }.map { String($0.dropFirst(folder.count + 1).dropLast(ending.count)) }
            .sorted()
    }

    private static let unreadable = "cannot be read; check that it is a file and who may read it"

    private func isHidden(_ path: String) -> Bool { path.split(separator: "/").contains { $0.hasPrefix(".") } }

    private mutating func read(_ path: String) {
        let place = place(of: path)
        // Whoever may write here may not read all that the service may: a link could make a mail of a password, and a pipe hold everything up.
        let file = open(place, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            let message = errno == ELOOP ? "is a link to another file; put the text itself there" : Self.unreadable
            problems.append(.init(file: place, message: message))
            return
        }
        let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
        var found = stat()
        guard fstat(file, &found) == 0, found.st_mode & S_IFMT == S_IFREG, let data = try? handle.read(upToCount: Self.largest + 1) else {
            problems.append(.init(file: place, message: Self.unreadable))
            return
        }
        guard data.count <= Self.largest else {
            problems.append(.init(file: place, message: "is larger than \(Self.largest / 1024) KB; make it shorter"))
            return
        }
        guard let text = String(bytes: data, encoding: .utf8) else {
            problems.append(.init(file: place, message: "is not UTF-8 text; save it as UTF-8"))
            return
        }
        let withoutMark = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        texts[path] = withoutMark.replacingOccurrences(of: "\r\n", with: "\n")
    }
}
