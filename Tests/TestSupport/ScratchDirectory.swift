import Foundation
import Synchronization

/// A temporary folder that is removed, with all its content, together with this object.
public final class ScratchDirectory: Sendable {
    public let path: String

    /// - Parameter name: says in the path what it is for.
    public init(_ name: String = "test") throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "opvolg-\(name)-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.path(percentEncoded: false)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// For what is made once per test run.
    public func keepUntilExit() {
        let isFirst = ScratchDirectory.kept.withLock { kept in
            kept.append(self)
            return kept.count == 1
        }
        if isFirst { atexit { ScratchDirectory.kept.withLock { $0 = [] } } }
    }

    private static let kept = Mutex<[ScratchDirectory]>([])

    public func file(_ relative: String) -> String { "\(path)/\(relative)" }

    /// Makes missing folders too, and returns the path.
    @discardableResult
    public func write(_ text: String, to relative: String, mode: Int = 0o644) throws -> String {
        let file = file(relative)
        try FileManager.default.createDirectory(
            atPath: URL(filePath: file).deletingLastPathComponent().path(percentEncoded: false), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        return file
    }

    public func text(_ relative: String) throws -> String { try String(contentsOf: URL(filePath: file(relative)), encoding: .utf8) }
    public func data(_ relative: String) throws -> Data { try Data(contentsOf: URL(filePath: file(relative))) }

    /// Sorted.
    public func names(in relative: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(relative)).sorted()
    }
}
