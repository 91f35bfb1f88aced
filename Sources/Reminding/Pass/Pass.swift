import Foundation
import FollowUps
import Logging

/// One run of: plan what is due, then deliver what is queued.
public struct Pass: Sendable {
    let outbox: any Outbox
    let setup: PassSetup
    let clock: @Sendable () -> Date
    let logger: Logger
    /// True as soon as the program is asked to stop: then nothing new is begun.
    let isStopping: @Sendable () -> Bool
    /// Waits so many seconds.
    let pause: @Sendable (TimeInterval) async throws -> Void
    /// Told now and then while a server takes its time, which may be longer than whoever watches over us waits for the end of a pass.
    let signOfLife: @Sendable () -> Void

    /// How many follow-ups are planned in one transaction.
    static let planningBatch = 500

    public init(
        outbox: any Outbox, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger,
        isStopping: @escaping @Sendable () -> Bool = { false },
        pause: @escaping @Sendable (TimeInterval) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        signOfLife: @escaping @Sendable () -> Void = {}
    ) {
        self.outbox = outbox
        self.setup = setup
        self.clock = clock
        self.logger = logger
        self.isStopping = isStopping
        self.pause = pause
        self.signOfLife = signOfLife
    }

    /// Throws when the database cannot be used; what one follow-up or message does wrong is logged and stops no other.
    ///
    /// - Parameter limit: how long delivering may go on, in seconds, before there is another look at what is due; nil for as long as there is anything.
    public func run(deliveringFor limit: TimeInterval? = nil) async throws {
        let start = clock()
        if try outbox.replan(with: setup.rules, at: start) {
            logger.info("the configuration has changed: computed again when each follow-up comes up")
        }
        try plan(at: start)
        try await deliver(until: limit.map { start.addingTimeInterval($0) } ?? .distantFuture)
        let end = clock()
        // A clock that was set back meanwhile makes no negative length.
        try outbox.setLastPass(end, took: max(0, end.timeIntervalSince(start)))
    }

    private func plan(at now: Date) throws {
        var report: PlanningReport
        repeat {
            report = try outbox.plan(at: now, rules: setup.rules, limit: Self.planningBatch, newMessageID: setup.newMessageID)
            // Named once, not every hour.
            for failure in report.failed where failure.isNews {
                logger.error("follow-up \(failure.followUp) cannot be planned; tried again every hour: \(failure.reason)")
            }
            for unreached in report.unreached { logger.warning("\(unreached)") }
            if report.reminders > 0 { logger.info("planned \(report.reminders) reminders") }
            if report.overviews > 0 { logger.info("planned \(report.overviews) overviews") }
        } while report.looked == Self.planningBatch && !isStopping()
    }
}
