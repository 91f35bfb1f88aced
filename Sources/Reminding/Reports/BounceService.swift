import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Looks every few minutes for what has come back, until it is asked to stop.
public final class BounceService: Service {
    private let setup: Mutex<PassSetup>
    private let clock: @Sendable () -> Date
    private let wait: @Sendable () async throws -> Void
    private let reading: BounceProcessor
    private let passOn: @Sendable () -> Void
    private let stopping: StopFlag

    static let pause: TimeInterval = 300

    /// - Parameter passOn: called when something has to be sent to somebody else.
    public init(
        outbox: any BounceRecording, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger,
        wait: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(500)) }, passOn: @escaping @Sendable () -> Void
    ) {
        let stopping = StopFlag()
        self.stopping = stopping
        self.setup = Mutex(setup)
        self.clock = clock
        self.wait = wait
        self.passOn = passOn
        reading = BounceProcessor(outbox: outbox, clock: clock, logger: logger, isStopping: { stopping.isSet })
    }

    public func reload(_ new: PassSetup) { setup.withLock { $0 = new } }

    public func run() async throws {
        try await withGracefulShutdownHandler {
            var lastLook: Date?
            while !stopping.isSet {
                let now = clock()
                // The distance, not the difference: the clock may have been set back.
                if lastLook.map({ abs(now.timeIntervalSince($0)) >= Self.pause }) ?? true {
                    lastLook = now
                    if await reading.look(setup.withLock { $0 }) > 0 { passOn() }
                }
                do { try await wait() } catch is CancellationError { break }
            }
        } onGracefulShutdown: {
            self.stopping.set()
        }
    }
}
