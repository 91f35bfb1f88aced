import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Runs a pass whenever there is something to do, until it is asked to stop.
///
/// It looks at the clock and at the database twice a second rather than sleeping until the next instant: so it hears of changes by the command
/// line within a second, and a clock that is set forwards or back is nothing special.
public final class ReminderService: Service {
    private let outbox: any Outbox
    private let setup: Mutex<PassSetup>
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let supervisor: any Supervising
    private let wait: @Sendable () async throws -> Void
    private let stopping = Atomic<Bool>(false)

    /// Seconds of delivering after which there is another look at what is due, so that nothing acute waits behind a long queue.
    static let deliveryLimit: TimeInterval = 20
    /// Seconds without a pass that worked after which a pass is tried again.
    static let pauseAfterFailure: TimeInterval = 5

    /// - Parameter wait: how to wait between two looks; half a second if nothing else is said.
    public init(
        outbox: any Outbox, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger, supervisor: any Supervising,
        wait: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(500)) }
    ) {
        self.outbox = outbox
        self.setup = Mutex(setup)
        self.clock = clock
        self.logger = logger
        self.supervisor = supervisor
        self.wait = wait
    }

    /// Puts another configuration in the place of the present one; the pass after this uses it.
    public func reload(_ new: PassSetup) { setup.withLock { $0 = new } }

    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await loop()
        } onGracefulShutdown: {
            self.stopping.store(true, ordering: .relaxed)
        }
    }

    private func loop() async throws {
        var memory = Memory()
        while !stopping.load(ordering: .relaxed) {
            await look(&memory)
            do { try await wait() } catch is CancellationError { break }
        }
        supervisor.stopping()
    }

    /// What the service knows from its last look.
    private struct Memory {
        var dataVersion: Int?
        var next: Date?
        var fingerprint: String?
        var retryAt: Date?
        var lastError: String?
        var isReady = false
    }

    private func look(_ memory: inout Memory) async {
        let now = clock()
        // After the clock was set back far, waiting for the old moment could take for ever.
        if let retryAt = memory.retryAt, now < retryAt, retryAt.timeIntervalSince(now) <= Self.pauseAfterFailure { return }
        memory.retryAt = nil
        do {
            let setup = self.setup.withLock { $0 }
            let version = try outbox.dataVersion()
            let isDue = memory.next.map { $0 <= now } ?? false
            if isDue || version != memory.dataVersion || setup.fingerprint != memory.fingerprint {
                try await Pass(
                    outbox: outbox, setup: setup, clock: clock, logger: logger, isStopping: { self.stopping.load(ordering: .relaxed) },
                    signOfLife: supervisor.alive
                ).run(deliveringFor: Self.deliveryLimit)
                memory.dataVersion = version
                memory.fingerprint = setup.fingerprint
                memory.next = try outbox.nextInstant()
            }
            if memory.lastError != nil { logger.notice("working again") }
            memory.lastError = nil
            if !memory.isReady { supervisor.ready() }
            memory.isReady = true
            supervisor.alive()
        } catch {
            memory.retryAt = now.addingTimeInterval(Self.pauseAfterFailure)
            let reason = "\(error)"
            // Said once, not every five seconds.
            if reason != memory.lastError { logger.critical("no pass was possible: \(reason)") }
            memory.lastError = reason
        }
    }
}

/// Whoever watches over the daemon: systemd, or nobody.
public protocol Supervising: Sendable {
    /// The first pass has worked.
    func ready()
    /// A look has gone well, or goes on for long because a server takes its time; to be told often.
    func alive()
    func stopping()
}
