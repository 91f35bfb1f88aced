import Foundation
import TestSupport

/// A daemon that is stopped (SIGSTOP) between passes. So one pass sees all that people did at one moment, as with
/// `opvolgd --once`, but files and templates are read only once, which is most of the cost of such a pass.
struct HeldDaemon {
    private let daemon: RunningDaemon

    /// Starts it, and lets it go on until a condition holds, which its first pass has to bring about.
    init(_ instance: TestInstance, until isDone: @Sendable () async throws -> Bool) async throws {
        daemon = try await instance.daemon()
        try await holds(when: isDone)
    }

    /// What it has logged so far.
    var log: String { daemon.run.standardError }

    /// Lets it go on until a condition holds and it has ended its look: only then does it hold no lock on the database.
    func goesOn(until isDone: @Sendable () async throws -> Bool) async throws {
        _ = daemon.watchdog.heard()
        daemon.run.signal(SIGCONT)
        try await holds(when: isDone)
    }

    /// Has it read its files again.
    func reloads(until isDone: @Sendable () async throws -> Bool) async throws {
        daemon.run.signal(SIGCONT)
        try await daemon.reload()
        try await holds(when: isDone)
    }

    func stop() async throws -> ProgramResult {
        daemon.run.signal(SIGCONT)
        return try await daemon.stop()
    }

    private func holds(when isDone: @Sendable () async throws -> Bool) async throws {
        try await daemon.run.waitUntil("the daemon has done what was to be done", within: .seconds(120)) { _ in
            // In this order: a sign of a look that ended before it was done does not count.
            let isDone = try await isDone()
            let signs = daemon.watchdog.heard()
            return isDone && signs.contains("WATCHDOG=1")
        }
        daemon.run.signal(SIGSTOP)
    }
}
