import FollowUps
import Foundation
import Logging

/// What removing old messages needs of the database. The functions of the same names in the store say what each does.
public protocol MessageRemoving: Sendable {
    func isRemovalDue(at now: Date) async throws -> Bool
    func oldMessages(_ retention: Retention, in directory: Directory, at now: Date) async throws -> OldMessages
    func removeSome(of old: OldMessages) async throws -> (removed: Int, rest: OldMessages?)
    func shrink() async throws -> Bool
    func endRemoval(of old: OldMessages, in directory: Directory, at now: Date) async throws
}

/// Once a day removes what was sent longer ago than `[retention] messages` says, and gives the room back to the disk.
///
/// It does so in small parts with pauses between them: a reminder that comes due meanwhile waits for one part.
public struct MessageRemoval: Sendable {
    private let outbox: any MessageRemoving
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let isStopping: @Sendable () -> Bool
    private let pause: @Sendable () async throws -> Void

    public init(
        outbox: any MessageRemoving, clock: @escaping @Sendable () -> Date, logger: Logger, isStopping: @escaping @Sendable () -> Bool,
        pause: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: .milliseconds(20)) }
    ) {
        self.outbox = outbox
        self.clock = clock
        self.logger = logger
        self.isStopping = isStopping
        self.pause = pause
    }

    /// What goes wrong is logged, and tried again the next time. What is left when the program stops, too.
    public func runIfDue(_ setup: PassSetup) async {
        do {
            guard try await outbox.isRemovalDue(at: clock()) else { return }
            let old = try await outbox.oldMessages(setup.retention, in: setup.rules.directory, at: clock())
            let messages = try await removeMessages(old)
            let mails = try await setup.mailFolder?.removeMails(before: old.start) ?? 0
            if messages + mails > 0 {
                let term = setup.retention.messageTerm
                logger.info("removed what was sent longer ago than \(term): \(messages) messages, \(mails) mails of the Maildir")
            }
            while !isStopping(), try await outbox.shrink() { try await pause() }
            if !isStopping() { try await outbox.endRemoval(of: old, in: setup.rules.directory, at: clock()) }
        } catch is CancellationError {
        } catch {
            logger.error("messages that are old enough to go cannot be removed: \(error)")
        }
    }

    private func removeMessages(_ old: OldMessages) async throws -> Int {
        var (count, rest) = (0, Optional(old))
        while let next = rest, !isStopping() {
            let step = try await outbox.removeSome(of: next)
            count += step.removed
            rest = step.rest
            if rest != nil { try await pause() }
        }
        return count
    }
}
