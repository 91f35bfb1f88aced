import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Asks every hour whether old messages are to be removed, until it is asked to stop. Not at the start: then there are reminders to be sent.
public final class RemovalService: Service {
    private let setup: Mutex<PassSetup>
    private let clock: @Sendable () -> Date
    private let wait: @Sendable () async throws -> Void
    private let removal: MessageRemoval
    private let stopping: StopFlag

    static let pause: TimeInterval = 3600

    public init(
        outbox: any MessageRemoving, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger,
        wait: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(500)) }
    ) {
        let stopping = StopFlag()
        self.stopping = stopping
        self.setup = Mutex(setup)
        self.clock = clock
        self.wait = wait
        removal = MessageRemoval(outbox: outbox, clock: clock, logger: logger, isStopping: { stopping.isSet })
    }

    public func reload(_ new: PassSetup) { setup.withLock { $0 = new } }

    public func run() async throws {
        try await withGracefulShutdownHandler {
            var lastLook = clock()
            while !stopping.isSet {
                let now = clock()
                // The distance, not the difference: the clock may have been set back.
                if abs(now.timeIntervalSince(lastLook)) >= Self.pause {
                    lastLook = now
                    await removal.runIfDue(setup.withLock { $0 })
                }
                do { try await wait() } catch is CancellationError { break }
            }
        } onGracefulShutdown: {
            self.stopping.set()
        }
    }
}
