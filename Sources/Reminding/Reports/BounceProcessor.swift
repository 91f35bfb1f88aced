import Foundation
import FollowUps
import Logging
import Synchronization

/// Reads what has come back: each report marks its message as failed and passes its reminders on. It never holds up the reminding.
public final class BounceProcessor: Sendable {
    private let outbox: any BounceRecording
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let isStopping: @Sendable () -> Bool
    private let incidents = Mutex(ReportedErrors())

    public init(
        outbox: any BounceRecording, clock: @escaping @Sendable () -> Date, logger: Logger, isStopping: @escaping @Sendable () -> Bool = { false }
    ) {
        self.outbox = outbox
        self.clock = clock
        self.logger = logger
        self.isStopping = isStopping
    }

    /// Returns how many messages turned out not to have arrived. Never throws: each problem is logged once.
    public func look(_ setup: PassSetup) async -> Int {
        // What comes back is for the machine that has taken over. Why this one may not look is told by the reminders.
        if let finding = try? await outbox.standbyFinding(fence: setup.fence, at: clock()), !finding.maySend { return 0 }
        guard let mailbox = setup.reports else {
            do { try await outbox.forgetMailbox() } catch { tell(error) }
            return 0
        }
        var failed = 0
        var problem: (any Error)?
        do {
            let mails = try await mailbox.waiting()
            var failures = 0
            for mail in try await outbox.newMails(among: mails).prefix(Self.mostAtOnce) where !isStopping() && failures < Self.mostFailures {
                do {
                    try await deal(with: mail, of: mails, in: mailbox, setup, failed: &failed)
                } catch {
                    // It must not keep the mails behind it from being read.
                    failures += 1
                    problem = problem ?? error
                }
            }
        } catch {
            problem = error
        }
        do { try await outbox.noteMailbox(problem.map { Self.incident($0) }, at: clock()) } catch { problem = problem ?? error }
        tell(problem)
        return failed
    }

    /// After this many mails that cannot be read, the mailbox itself seems not to work.
    private static let mostFailures = 3
    /// Mails in one look; the rest is left for the next.
    private static let mostAtOnce = 100

    private func deal(
        with mail: UInt32, of mails: UnreadMails, in mailbox: any BounceMailbox, _ setup: PassSetup, failed: inout Int
    ) async throws {
        switch try await mailbox.read(mail) {
        case .noFailure: try await mailbox.finish(mail)
        case .notUnderstood:
            try await leave(
                mail, of: mails, in: mailbox, because: "is no report that opvolg understands: somebody wrote it, or a server in words of its own")
        case .failure(let report):
            // Recorded before the mail counts as dealt with. After a crash in between it is read again, and changes nothing.
            switch try await outbox.record(report, at: clock(), rules: setup.rules, newMessageID: setup.newMessageID) {
            case .failed(let message, let reason, let unreached):
                failed += 1
                logger.error("message \(message) over mail failed after it was sent: \(reason)")
                for unreached in unreached { logger.warning("\(unreached)") }
                try await mailbox.finish(mail)
            case .settled: try await mailbox.finish(mail)
            case .early: break
            case .unknown: try await leave(mail, of: mails, in: mailbox, because: "reports on no message of ours")
            case .otherAddress(let message):
                try await leave(
                    mail, of: mails, in: mailbox,
                    because: "reports on an address that message \(message) was not sent to; it may have been forwarded there")
            }
        }
    }

    private func leave(_ mail: UInt32, of mails: UnreadMails, in mailbox: any BounceMailbox, because reason: String) async throws {
        try await mailbox.leaveUnread(mail)
        try await outbox.setUnread(mail, of: mails, at: clock())
        logger.warning("[bounce] a mail \(reason); it stays unread in the mailbox, please read it there")
    }

    /// The same each time, so that it is logged once.
    private static func incident(_ problem: any Error) -> String { (problem as? MailboxError)?.incident ?? "\(problem)" }

    private func tell(_ problem: (any Error)?) {
        guard let problem else {
            if incidents.withLock({ $0.end() }) { logger.notice("[bounce] the mailbox with delivery reports can be read again") }
            return
        }
        guard incidents.withLock({ $0.begins(Self.incident(problem)) }) else { return }
        logger.error("[bounce] the mailbox with delivery reports cannot be read: \(problem)")
    }
}
