import Foundation

/// A Python server that takes its settings as JSON, prints `ready PORT`, and records what happens, as JSON lines,
/// before it answers. It ends with this object, or with the test process.
final class EventServer: Sendable {
    let port: Int
    private let scratch: ScratchDirectory
    private let run: ProgramRun

    init(_ script: String, settings: some Encodable) async throws {
        scratch = try ScratchDirectory("server")
        try scratch.write("", to: "events")
        let settings = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        // Without -B it leaves .pyc files in the repository.
        run = try ProgramRun.start(.python, ["-B", Program.script(script), settings, scratch.file("events")], input: .open)
        try await run.waitUntil("\(script) listens", within: .seconds(300)) { $0.standardOutput.hasSuffix("\n") }
        port = Int(run.standardOutput.split(whereSeparator: \.isWhitespace).last ?? "") ?? 0
    }

    deinit { run.kill() }

    /// All so far with this name, in order.
    func events<Event: Decodable>(_ name: String, as type: Event.Type) throws -> [Event] {
        let decoder = JSONDecoder()
        let written = try scratch.data("events")
        // The last line may be half written.
        let whole = written.prefix((written.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1)
        return try whole.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try decoder.decode(Named.self, from: line).event == name ? try decoder.decode(Event.self, from: line) : nil
        }
    }

    var recordedBytes: Int {
        var found = stat()
        return stat(scratch.file("events"), &found) == 0 ? Int(found.st_size) : 0
    }

    func count(_ name: String) throws -> Int { try events(name, as: Nothing.self).count }

    private struct Named: Decodable { let event: String }
    private struct Nothing: Decodable {}
}
