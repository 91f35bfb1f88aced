import FollowUps
import Foundation
import Delivery
import Messages
import Reminding
import Store
import TestSupport

extension World {
    /// One pass, or two at once, as the daemon and `opvolgd --once` would run them.
    func runPass() async {
        let twins = !isQuiet && trouble.twins && random.chance(15)
        let runs = (0..<(twins ? 2 : 1)).map { _ in
            newProcess(
                killedAfter: !isQuiet && trouble.crashes && random.chance(12) ? 1 + random.below(24) : nil,
                patience: !isQuiet && random.chance(3) ? random.below(30) : nil)
        }
        if !isQuiet, trouble.crashes, random.chance(8) {
            faults.arm(random.chance(50) ? .killedBefore(1 + random.below(5)) : .killedAfter(1 + random.below(5)))
        }
        note("pass \(runs.map(\.number))")
        figures.passes += runs.count
        let setup = served
        lastServed = setup.version
        hasJumped = false
        await scheduler.finish(runs.map { process in { await self.run(process, with: setup) } })
        faults.arm(nil)
        if runs.contains(where: \.isDead) {
            figures.kills += runs.count { $0.isDead }
            daemonFrom = elapsed + Double(random.chance(70) ? 1 + random.below(60) : random.below(12 * 3600))
        } else if runs.contains(where: { $0.failure != nil }) {
            daemonFrom = elapsed + Double(5 + random.below(1800))
        }
    }

    private func run(_ process: Process, with files: Files) async {
        let rules = files.rules
        let setup = PassSetup(
            rules: rules, renderer: RecordingRenderer(world: self, rules: rules),
            transports: Dictionary(
                uniqueKeysWithValues: [ChannelID.mail, Files.hook].map { ($0, PostOffice(world: self, process: process, rules: rules)) }),
            retry: Patience(world: self), newMessageID: { self.newMessageID() })
        let pass = Pass(
            outbox: WatchedOutbox(world: self, process: process), setup: setup, clock: { self.wall }, logger: log.logger,
            isStopping: { process.isStopping || process.isDead }, pause: { await self.scheduler.sleep($0) })
        do {
            try await pass.run(deliveringFor: 20)
        } catch is Killed {
            process.kill()
            note("pass \(process.number) was killed")
        } catch {
            process.failure = error
            note("pass \(process.number) failed: \(error)")
            if !faults.isDiskFull { fail(4, "a pass failed although nothing was wrong: \(error)") }
        }
    }

    func newMessageID() -> String {
        messageIDs += 1
        return "m\(messageIDs)@school.example"
    }

    /// Between two steps of a pass somebody changes something.
    func meddle() async {
        guard trouble.meddling, !isQuiet, !isMeddling, random.chance(4) else { return }
        isMeddling = true
        defer { isMeddling = false }
        let actor = faults.actor
        defer { faults.actor = actor }
        if trouble.clock, random.chance(5) { return jump() }
        if trouble.files, random.chance(10) { return edit() }
        await errand()
    }

    /// By the moment that the claim itself went by: the clock may have been set while it was made.
    func noteClaim(_ drafts: [MessageDraft], at now: Date) {
        for draft in drafts {
            note("claimed \(draft.message.messageID) for \(draft.message.recipient) over \(draft.message.channel): \(MessageContent(draft).words)")
            claims[draft.message.id] = .init(at: elapsed, wall: now)
        }
        let untried = drafts.map(\.message).filter { $0.attempts == 1 && $0.lastError == nil && $0.purpose != .notice }
        let fresh = Dictionary(grouping: untried) { "\($0.recipient) over \($0.channel)" }
        for (who, messages) in fresh.sorted(by: { $0.key < $1.key }) where messages.count > 1 {
            fail(8, "\(messages.count) messages at once to \(who): \(messages.map(\.messageID))")
        }
    }

    func noteRecord(_ dispositions: [(claimed: Message, disposition: DeliveryDisposition)]) {
        for (message, disposition) in dispositions {
            note("recorded \(message.messageID) \(disposition)")
            guard disposition == .sent else { continue }
            if let place = attempts.lastIndex(where: { $0.content.message.id == message.id && $0.content.message.attempts == message.attempts }) {
                attempts[place].recorded = elapsed
            }
        }
    }
}

/// The pauses of docs/configuration.md without chance.
private struct Patience: RetryPolicy {
    let world: World
    func nextAttempt(after attempts: Int, firstAttempt: Date, now: Date, retryAfter: TimeInterval?) -> Date? {
        RetrySchedule().nextAttempt(after: attempts, firstAttempt: firstAttempt, now: now, retryAfter: retryAfter, jitter: 0.5)
    }
}
