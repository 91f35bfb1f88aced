import Foundation
import FollowUps
import Logging
import Synchronization

/// Reads what has come back: each report marks its message as failed and sends the reminder onwards. Beside the reminding, and never in its way.
public final class ReportReading: Sendable {
    private let outbox: any ReportRecording
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let isStopping: @Sendable () -> Bool
    private let troubles = Mutex(ToldTroubles())

    public init(
        outbox: any ReportRecording, clock: @escaping @Sendable () -> Date, logger: Logger, isStopping: @escaping @Sendable () -> Bool = { false }
    ) {
        self.outbox = outbox
        self.clock = clock
        self.logger = logger
        self.isStopping = isStopping
    }

    /// Reads what waits; returns how many messages turned out not to have arrived. Never throws: what goes wrong is logged, once.
    public func look(_ setup: PassSetup) async -> Int {
        guard let mailbox = setup.reports else { return 0 }
        var failed = 0
        var problem: (any Error)?
        do {
            var failures = 0
            for mail in try await mailbox.waiting() where !isStopping() && failures < Self.patience {
                do {
                    try await deal(with: mail, in: mailbox, setup, failed: &failed)
                } catch {
                    // It must not keep those behind it from being read.
                    failures += 1
                    problem = problem ?? error
                }
            }
        } catch {
            problem = error
        }
        tell(problem)
        return failed
    }

    /// Mails that cannot be read after which the mailbox itself seems not to work.
    private static let patience = 3

    private func deal(with mail: UInt32, in mailbox: any ReportMailbox, _ setup: PassSetup, failed: inout Int) async throws {
        if let report = try await mailbox.report(in: mail) {
            // Recorded before the mail counts as dealt with: who dies in between reads it again, and that changes nothing.
            let result = try outbox.record(report, at: clock(), rules: setup.rules, newMessageID: setup.newMessageID)
            note(result, report)
            if case .early = result { return }
            if case .failed = result { failed += 1 }
        }
        try await mailbox.finish(mail)
    }

    private func note(_ result: ReportResult, _ report: DeliveryReport) {
        switch result {
        case .failed(let message, let unreached):
            logger.error("message \(message) over mail failed after it was sent: \(report.reason)")
            for unreached in unreached { logger.warning("\(unreached)") }
        case .settled, .early: break
        case .unknown: logger.info("a delivery report is about no message of ours")
        }
    }

    /// Each trouble is told of once, not every few minutes.
    private func tell(_ problem: (any Error)?) {
        guard let problem else {
            if troubles.withLock({ $0.end() }) { logger.notice("[bounce] the mailbox with delivery reports can be read again") }
            return
        }
        let trouble = (problem as? MailboxError)?.trouble ?? "\(problem)"
        guard troubles.withLock({ $0.begins(trouble) }) else { return }
        logger.error("[bounce] the mailbox with delivery reports cannot be read: \(problem)")
    }
}
