import Foundation
import Tabular

struct SourceFile {
    let path: String
    let bytes: [UInt8]

    /// In bytes: room for some thousand people or kinds. What is larger is no configuration.
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

    /// Relative paths in the file start here. Ends in a slash; empty for the current folder.
    var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

    func resolve(_ path: String) -> String { path.hasPrefix("/") ? path : folder + path }

    /// Throws a syntax error with its line and column.
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
    var shown: String { "line \(line), column \(column): \(PrintableText.shown(message, atMost: 300))" }
}
