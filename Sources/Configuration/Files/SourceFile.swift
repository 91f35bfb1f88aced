import Foundation
import Tabular

/// A TOML file as it was read.
struct SourceFile {
    let path: String
    let bytes: [UInt8]

    /// In bytes. Some thousand people or kinds fit in; what is larger is not a configuration.
    static let largest = 1 << 20

    static func read(_ path: String) throws(ConfigurationProblems) -> SourceFile {
        guard let stream = fopen(path, "re") else { throw unreadable(path, because: errno) }
        defer { fclose(stream) }
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        var count = 0
        while true {
            let space = bytes.count - count
            let read = bytes.withUnsafeMutableBytes { fread($0.baseAddress.map { $0 + count }, 1, space, stream) }
            count += read
            if count > largest { throw problem(path, "is larger than \(largest >> 20) MB, so it cannot be what it should be") }
            if read < space { break }
            bytes += [UInt8](repeating: 0, count: bytes.count)
        }
        if ferror(stream) != 0 { throw unreadable(path, because: errno) }
        return SourceFile(path: path, bytes: Array(bytes[..<count]))
    }

    /// The folder that paths in the file are relative to, with a slash behind it; empty for the current folder.
    var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

    /// A path as the file means it.
    func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

    /// Its content; throws a syntax error with its line and column.
    func parsed() throws(ConfigurationProblems) -> TOMLTable {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw SourceFile.problem(path, "is not a text in UTF-8; save it as one")
        }
        do {
            return try TOMLParser.parse(bytes)
        } catch {
            throw SourceFile.problem(path, error.shown)
        }
    }

    private static func unreadable(_ path: String, because code: Int32) -> ConfigurationProblems {
        problem(path, "cannot be read: \(String(cString: strerror(code)).lowercased())")
    }

    private static func problem(_ path: String, _ message: String) -> ConfigurationProblems {
        ConfigurationProblems([.init(file: path, key: "", message: message)])
    }
}

extension TOMLParser.SyntaxError {
    /// Fit for one line of a terminal or a log.
    var shown: String { "line \(line), column \(column): \(PlainText.shown(message, atMost: 300))" }
}
