import Foundation
import FollowUps
import Logging

/// One run: plan what is due, then deliver what is queued.
public struct Pass: Sendable {
    let outbox: any Outbox
    let setup: PassSetup
    let clock: @Sendable () -> Date
    let logger: Logger
    /// True once the program is asked to stop. Then nothing new is begun.
    let isStopping: @Sendable () -> Bool
    let pause: @Sendable (TimeInterval) async throws -> Void
    /// Called now and then while a server takes its time: a pass may last longer than the supervisor waits.
    let keepAlive: @Sendable () -> Void

    static let planningBatch = 500

    public init(
        outbox: any Outbox, setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger,
        isStopping: @escaping @Sendable () -> Bool = { false },
        pause: @escaping @Sendable (TimeInterval) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        keepAlive: @escaping @Sendable () -> Void = {}
    ) {
        self.outbox = outbox
        self.setup = setup
        self.clock = clock
        self.logger = logger
        self.isStopping = isStopping
        self.pause = pause
        self.keepAlive = keepAlive
    }

    /// Throws when the database cannot be used. What goes wrong with one follow-up or message is logged, and stops no
    /// other. `limit` is in seconds of delivering, after which there is another look at what is due.
    public func run(deliveringFor limit: TimeInterval? = nil) async throws {
        let start = clock()
        note(try await outbox.watchClock(at: start, rules: setup.rules), at: start)
        // To its end before anything is planned: until then a follow-up may have a next instant by the old rules that
        // is later than the one by these, and would be passed over. One that is earlier does no harm, as `plan` decides
        // by these rules whether anything is due.
        let isReplanned = try await outbox.replan(with: setup.rules, at: start) {
            keepAlive()
            return !isStopping()
        }
        if isReplanned {
            logger.info("the configuration has changed: computed again when each follow-up comes up")
        }
        try await plan(at: start)
        try await deliver(until: limit.map { start.addingTimeInterval($0) } ?? .distantFuture)
        let end = clock()
        // The clock may have been set back meanwhile.
        try await outbox.setLastPass(end, took: max(0, end.timeIntervalSince(start)))
    }

    private func note(_ finding: ClockFinding, at now: Date) {
        switch finding {
        case .usual, .goesOn, .leap: break
        case .behind(let isNew):
            if isNew {
                logger.warning("the clock shows less than before (\(now.formatted(.iso8601))); set it right, or reminders wait for it for a day")
            }
        case .returned(let leap):
            logger.warning(
                "the clock was wrong: it leapt from \(leap.from.formatted(.iso8601)) to \(leap.to.formatted(.iso8601)), and it is \(now.formatted(.iso8601)); what that did is undone"
            )
        case .believed:
            logger.warning("the clock has been behind for a day, so what it showed before counts as wrong, and what that did is undone")
        case .caughtUp(let behind):
            logger.warning("the clock was behind until now, by \(Int(now.timeIntervalSince(behind.to))) s; what that did is put right")
        }
    }

    private func plan(at now: Date) async throws {
        var report: PlanningReport
        repeat {
            report = try await outbox.plan(at: now, rules: setup.rules, limit: Self.planningBatch, newMessageID: setup.newMessageID)
            // Logged once, not every hour.
            for failure in report.failed where failure.isNews {
                logger.error("follow-up \(failure.followUp) cannot be planned; tried again every hour: \(failure.reason)")
            }
            for unreached in report.unreached { logger.warning("\(unreached)") }
            if report.reminders > 0 { logger.info("planned \(report.reminders) reminders") }
            if report.overviews > 0 { logger.info("planned \(report.overviews) overviews") }
        } while report.looked == Self.planningBatch && !isStopping()
    }
}
