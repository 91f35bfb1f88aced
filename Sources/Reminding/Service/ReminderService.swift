import FollowUps
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Runs a pass whenever there is something to do, until it is asked to stop.
///
/// When nothing is due there is still a pass every minute. It shows that the database can be read and written, and only
/// then does the heartbeat go. The service looks at the clock and the database twice a second instead of sleeping until
/// the next instant. So it sees changes by the command line within a second, and a clock that is set is nothing
/// special.
public final class ReminderService: Service {
    private let outbox: any Outbox
    private let setup: Mutex<PassSetup>
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let supervisor: any ServiceWatchdog
    private let wait: @Sendable () async throws -> Void
    private let stopping = Atomic<Bool>(false)
    private let hasSaidStopping = Atomic<Bool>(false)
    private let woken = Atomic<Bool>(false)
    /// Whether to try channels that cannot be used at once: at the start, and after a reload.
    private let mayBeMended = Atomic<Bool>(true)
    private let keepAlive: HeartbeatSender

    /// Seconds of delivering after which there is another look at what is due, so that nothing acute waits behind a long queue.
    static let deliveryLimit: TimeInterval = 20
    /// Seconds before another try when a pass has failed.
    static let pauseAfterFailure: TimeInterval = 5
    /// Seconds after which there is a pass although nothing is due.
    static let longestPause: TimeInterval = 60
    /// Seconds by which a clock that is set by the network may jump back without a warning.
    public static let clockTolerance: TimeInterval = 120

    public init(
        outbox: any Outbox, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger, supervisor: any ServiceWatchdog,
        wait: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(500)) }
    ) {
        self.outbox = outbox
        self.setup = Mutex(setup)
        self.clock = clock
        self.logger = logger
        self.supervisor = supervisor
        self.wait = wait
        keepAlive = HeartbeatSender(logger: logger)
    }

    /// The next pass uses the new configuration, and tries the channels that did not work.
    public func reload(_ new: PassSetup) {
        setup.withLock { $0 = new }
        mayBeMended.store(true, ordering: .relaxed)
    }

    /// Makes the next look run a pass, because this process itself has changed what is to be sent.
    public func wake() { woken.store(true, ordering: .relaxed) }

    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await loop()
        } onGracefulShutdown: {
            self.stopping.store(true, ordering: .relaxed)
            self.sayStopping()
            self.outbox.stopWaiting()
        }
    }

    private func loop() async throws {
        var memory = Memory()
        while !stopping.load(ordering: .relaxed) {
            await look(&memory)
            do { try await wait() } catch is CancellationError { break }
        }
        sayStopping()
    }

    private func sayStopping() {
        if !hasSaidStopping.exchange(true, ordering: .relaxed) { supervisor.stopping() }
    }

    private struct Memory {
        var dataVersion: Int?
        var next: Date?
        var fingerprint: String?
        var lastPass: Date?
        var lastLook: Date?
        var retryAt: Date?
        var incidents = ReportedErrors()
        var standbyProblem: String?
        var isReady = false
    }

    private func noteClock(_ now: Date, _ last: Date?) {
        guard let last, now < last.addingTimeInterval(-Self.clockTolerance) else { return }
        logger.warning(
            "the clock was set back from \(last.formatted(.iso8601)) to \(now.formatted(.iso8601))")
    }

    /// Logs once what keeps this machine from sending, or may do so, and once that it is over. A machine that may not send is alive: its pages and
    /// figures say so too. It sends no heartbeat.
    private func note(_ standby: StandbyFinding, _ memory: inout Memory) {
        defer { memory.standbyProblem = standby.problem }
        guard standby.problem != memory.standbyProblem else { return }
        switch (standby, standby.problem) {
        case (.unwatched, let problem?): logger.error("\(problem)")
        case (_, let problem?): logger.critical("\(problem)")
        case (_, nil): logger.notice("this machine is the one that sends")
        }
    }

    private func showLife(_ memory: inout Memory) {
        if !memory.isReady { supervisor.ready() }
        memory.isReady = true
        supervisor.alive()
    }

    private func look(_ memory: inout Memory) async {
        let now = clock()
        noteClock(now, memory.lastLook)
        memory.lastLook = now
        // After the clock was set back far, waiting for the old instant could take for ever.
        if let retryAt = memory.retryAt, now < retryAt, retryAt.timeIntervalSince(now) <= Self.pauseAfterFailure { return }
        memory.retryAt = nil
        do {
            let setup = self.setup.withLock { $0 }
            if mayBeMended.exchange(false, ordering: .relaxed) {
                do { try await outbox.retryChannels() } catch {
                    mayBeMended.store(true, ordering: .relaxed)
                    throw error
                }
                wake()
            }
            let version = try await outbox.dataVersion()
            let isDue = memory.next.map { $0 <= now } ?? false
            let isTime = memory.lastPass.map { abs(now.timeIntervalSince($0)) >= Self.longestPause } ?? true
            let isWoken = woken.exchange(false, ordering: .relaxed)
            let isChanged = version != memory.dataVersion || setup.rules.fingerprint != memory.fingerprint
            if isDue || isTime || isWoken || isChanged || !memory.incidents.isEmpty {
                let standby = try await outbox.standbyFinding(fence: setup.fence, at: now)
                note(standby, &memory)
                guard standby.maySend else {
                    memory.lastPass = now
                    return showLife(&memory)
                }
                try await Pass(
                    outbox: outbox, setup: setup, clock: clock, logger: logger, isStopping: { self.stopping.load(ordering: .relaxed) },
                    keepAlive: supervisor.alive
                ).run(deliveringFor: Self.deliveryLimit)
                memory.dataVersion = version
                memory.fingerprint = setup.rules.fingerprint
                memory.lastPass = now
                memory.next = try await outbox.nextInstant()
                if let deadMansSwitch = setup.deadMansSwitch {
                    let stall = DeliveryStall.since(try await outbox.channelProgress(), limit: setup.stallLimit, at: now)
                    keepAlive.passEnded(deadMansSwitch, stalledSince: stall, at: now)
                }
            }
            if memory.incidents.end() { logger.notice("working again") }
            showLife(&memory)
        } catch {
            supervisor.failed()
            memory.retryAt = now.addingTimeInterval(Self.pauseAfterFailure)
            let reason = "\(error)"
            // Logged once, not every five seconds.
            if memory.incidents.begins(reason) { logger.critical("no pass was possible: \(reason)") }
        }
    }
}

/// Whoever supervises the daemon: systemd, or nobody.
public protocol ServiceWatchdog: Sendable {
    /// The first pass has worked.
    func ready()
    /// Called often: a look has gone well, or goes on for long because a server takes its time.
    func alive()
    /// A look has gone wrong. Until one goes well, nothing is alive that only waits.
    func failed()
    /// Called at once when the end is asked for.
    func stopping()
}
