import Foundation

/// Reads raw messages with Python's email parser (policy `default`), which shares no code with ours.
public enum MailReader {
    public static func read(_ raw: Data) async throws -> ReadMail {
        try await run([], input: .data(raw), as: ReadMail.self)
    }

    /// In the order of the files.
    public static func read(files: [String]) async throws -> [ReadMail] {
        if files.isEmpty { return [] }
        return try await run(["--files"], input: .data(Data(files.joined(separator: "\n").utf8)), as: [ReadMail].self)
    }

    private static func run<Value: Decodable>(_ arguments: [String], input: ProgramRun.Input, as type: Value.Type) async throws -> Value {
        let result = try await ProgramRun.run(.python, [Program.script("read_mail.py")] + arguments, input: input)
        guard result.exitCode == 0 else { throw DeadlinePassed(description: "Python could not read the mail:\n\(result.standardError)") }
        return try JSONDecoder().decode(Value.self, from: Data(result.standardOutput.utf8))
    }
}

public struct ReadMail: Sendable, Decodable {
    public struct Header: Sendable, Decodable, Equatable {
        public let name: String
        /// Unfolded, with encoded words decoded.
        public let value: String
    }
    public struct Part: Sendable, Decodable {
        /// In lower case: `text/plain`.
        public let contentType: String
        public let charset: String?
        /// Without its transfer encoding, with `\n` line ends.
        public let text: String
    }

    public let headers: [Header]
    /// Of the whole: `multipart/alternative`.
    public let contentType: String
    /// The leaves, in order.
    public let parts: [Part]
    /// What the parser had to forgive, in the message, its headers and its parts.
    public let defects: [String]

    /// The first with this name, in any letter case.
    public subscript(_ name: String) -> String? { headers.first { $0.name.lowercased() == name.lowercased() }?.value }
    public var subject: String { self["Subject"] ?? "" }
    public var plain: String { parts.first { $0.contentType == "text/plain" }?.text ?? "" }
    public var html: String { parts.first { $0.contentType == "text/html" }?.text ?? "" }
}
