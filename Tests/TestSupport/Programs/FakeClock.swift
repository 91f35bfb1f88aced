import Foundation

/// The wall clock that a program sees, by libfaketime. It stands still until the test moves it.
///
///     let clock = try FakeClock("2026-11-22 12:00:00")
///     let daemon = try ProgramRun.start(.built("opvolgd"), clock: clock)
///     try clock.move(to: "2026-11-23 08:00:00")     // the running program sees it at its next look
///
/// Times are UTC. Timers (`Task.sleep`, Dispatch) and the monotonic clock go on, so a program that polls does poll. But
/// a timed wait on a `DispatchSemaphore` ends at once.
public final class FakeClock: Sendable {
    /// libfaketime, or what it needs, is missing on this machine.
    public struct NoLibrary: Error, CustomStringConvertible {
        public let description: String
    }

    private let scratch: ScratchDirectory

    /// `2026-11-22 12:00:00`
    public init(_ instant: String) throws {
        scratch = try ScratchDirectory("clock")
        try move(to: instant)
    }

    public convenience init(_ instant: Date) throws { try self.init(FakeClock.text(instant)) }

    /// Moves the clock of every program that was started with it.
    public func move(to instant: String) throws {
        // Replaces the file, so a program never reads half a time. Without a leading "@" the clock stands still.
        try Data("\(instant)\n".utf8).write(to: URL(filePath: scratch.file("now")), options: .atomic)
    }

    public func move(to instant: Date) throws { try move(to: FakeClock.text(instant)) }

    private static func text(_ instant: Date) -> String {
        let style = Date.ISO8601FormatStyle(dateSeparator: .dash, dateTimeSeparator: .space, timeSeparator: .colon, timeZone: .gmt)
        return String(instant.formatted(style).prefix(19))
    }

    /// What a program needs in its environment to see this clock.
    public func environment() throws -> [String: String] {
        [
            "LD_PRELOAD": try FakeClock.libraries.get(),
            "FAKETIME_TIMESTAMP_FILE": scratch.file("now"),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            "TZ": "UTC",
        ]
    }

    /// For `LD_PRELOAD`: our own library comes before libfaketime.
    private static let libraries = Result<String, NoLibrary> { () throws(NoLibrary) in
        do {
            return "\(try Preload.compiled("real-timers")) \(try libfaketime())"
        } catch {
            throw error as? NoLibrary ?? NoLibrary(description: "real-timers.c could not be compiled: \(error)")
        }
    }

    private static func libfaketime() throws(NoLibrary) -> String {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
        let libraries = folders.map { "/usr/lib/\($0)/faketime/libfaketime.so.1" }
        guard let found = libraries.first(where: FileManager.default.fileExists(atPath:)) else {
            throw NoLibrary(description: "libfaketime.so.1 was not found under /usr/lib/*/faketime; install Debian's package libfaketime")
        }
        return found
    }
}
