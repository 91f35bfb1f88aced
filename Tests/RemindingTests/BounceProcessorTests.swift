import Foundation
import FollowUps
import Reminding
import Store
import Synchronization
import Testing

/// A mailbox of unread mails by number.
private final class ScriptedMailbox: BounceMailbox {
    private struct State {
        var mails: [UInt32: ReturnedMail] = [:]
        var uidValidity: UInt32 = 1
        /// Those that were read, in order.
        var fetched: [UInt32] = []
        var problem: String?
        var finishingFails = false
        var looks = 0
        var poisonous: Set<UInt32> = []
    }

    private let state = Mutex(State())

    /// As libcurl puts it, other milliseconds each time.
    private static func broken(_ incident: String, _ state: State) -> MailboxError { MailboxError(incident, saying: "after \(state.looks) ms") }

    var left: [UInt32] { state.withLock { $0.mails.keys.sorted() } }
    var looks: Int { state.withLock { $0.looks } }
    var fetched: [UInt32] { state.withLock { $0.fetched } }
    func put(_ mail: ReturnedMail, at number: UInt32) { state.withLock { $0.mails[number] = mail } }
    func take(_ number: UInt32) { state.withLock { $0.mails[number] = nil } }
    func renumber(_ uidValidity: UInt32) { state.withLock { $0.uidValidity = uidValidity } }
    func fail(_ problem: String?, finishing: Bool = false) {
        state.withLock { ($0.problem, $0.finishingFails) = (finishing ? nil : problem, finishing) }
    }

    func waiting() async throws -> UnreadMails {
        try state.withLock { state in
            state.looks += 1
            if let problem = state.problem { throw Self.broken(problem, state) }
            return UnreadMails(mailbox: "terug", uidValidity: state.uidValidity, uids: state.mails.keys.sorted())
        }
    }
    func poison(_ mails: ClosedRange<UInt32>) {
        for mail in mails { put(.notUnderstood, at: mail) }
        state.withLock { $0.poisonous = Set(mails) }
    }
    func read(_ mail: UInt32) async throws -> ReturnedMail {
        try state.withLock { state in
            state.fetched.append(mail)
            if state.poisonous.contains(mail) { throw Self.broken("it cannot be read", state) }
            return state.mails[mail] ?? .notUnderstood
        }
    }
    func finish(_ mail: UInt32) async throws {
        try state.withLock { state in
            if state.finishingFails { throw Self.broken("the connection was lost", state) }
            state.mails[mail] = nil
        }
    }
    func leaveUnread(_ mail: UInt32) async throws {}
}

extension OutboxRepository: BounceRecording {}

extension FencedOutbox: BounceRecording {
    func record(_ report: BounceReport, at now: Date, rules: Ruleset, newMessageID: @escaping @Sendable () -> String) async throws -> BounceResult {
        try await store.outbox.record(report, at: now, rules: rules, newMessageID: newMessageID)
    }
    func newMails(among mails: UnreadMails) async throws -> [UInt32] { try await store.outbox.newMails(among: mails) }
    func setUnread(_ mail: UInt32, of mails: UnreadMails, at now: Date) async throws {
        try await store.outbox.setUnread(mail, of: mails, at: now)
    }
    func noteMailbox(_ incident: String?, at now: Date) async throws { try await store.outbox.noteMailbox(incident, at: now) }
    func forgetMailbox() async throws { try await store.outbox.forgetMailbox() }
}

@Suite("Reading what came back")
struct BounceProcessorTests {
    private let world: World
    private let mailbox = ScriptedMailbox()
    private let reading: BounceProcessor

    init() throws {
        world = try World()
        reading = BounceProcessor(outbox: world.store.outbox, clock: { [world] in world.now }, logger: world.log.logger)
    }

    private func report(_ id: String, digest: String = "d", of address: String = "ib@school.example") -> ReturnedMail {
        .failure(
            BounceReport(
                digest: digest, messageIDs: [id], failures: [.init(addresses: [address], status: "5.1.1", reason: "550 5.1.1 unknown")]))
    }

    private func setup() -> PassSetup {
        let usual = world.setup()
        return PassSetup(
            rules: usual.rules, renderer: usual.renderer, transports: usual.transports, retry: usual.retry,
            reports: mailbox, newMessageID: usual.newMessageID)
    }

    /// Sends message 1 to the IB.
    private func send() async throws {
        try await world.open()
        try await world.pass(world.setup()).run()
        #expect(try await world.messages().map(\.state) == [.sent])
    }

    @Test("a report marks its message as failed, is told of, and the next pass writes to the deputy; a delay is put aside")
    func failed() async throws {
        try await send()
        mailbox.put(.noFailure, at: 1)
        mailbox.put(report("m1"), at: 2)
        #expect(await reading.look(setup()) == 1)
        #expect(mailbox.left == [])
        #expect(world.log.all.contains("error message 1 over mail failed after it was sent: 550 5.1.1 unknown"))
        try await world.pass(world.setup()).run()
        #expect(try await world.messages().map { "\($0.recipient) \($0.state)" } == ["ib failed", "deputy sent"])
    }

    @Test("a machine that is retired leaves the mailbox to the other")
    func retired() async throws {
        let other = Generation(number: 2, machine: "other", claimedAt: world.now)
        let retired = FencedOutbox(store: world.store, finding: { .retired(by: other) })
        mailbox.put(report("m1"), at: 1)
        let reading = BounceProcessor(outbox: retired, clock: { [world] in world.now }, logger: world.log.logger)
        #expect(await reading.look(setup()) == 0)
        #expect(mailbox.looks == 0 && mailbox.left == [1])
    }

    @Test("what is not understood, and a report on what we did not send, stays unread, is looked at once and told of once")
    func leftUnread() async throws {
        try await send()
        mailbox.put(.notUnderstood, at: 1)
        mailbox.put(report("forged@x.example", digest: "f"), at: 2)
        mailbox.put(report("m1", of: "prive@thuis.example"), at: 3)
        for _ in 0..<3 { #expect(await reading.look(setup()) == 0) }
        #expect(mailbox.left == [1, 2, 3] && mailbox.fetched == [1, 2, 3])
        #expect(world.log.all.filter { $0.contains("[bounce]") }.count == 3)
        #expect(try await world.store.figures.condition(at: world.now).mailbox == MailboxCondition(unread: 3))
        // Those that somebody has read are forgotten.
        mailbox.take(2)
        #expect(await reading.look(setup()) == 0)
        #expect(try await world.store.figures.condition(at: world.now).mailbox.unread == 2)
        // Numbers that were given out anew are of other mails.
        mailbox.renumber(2)
        #expect(await reading.look(setup()) == 0)
        #expect(mailbox.fetched == [1, 2, 3, 1, 3])
    }

    @Test("who dies between recording and putting aside reads the report again, and it changes nothing")
    func crash() async throws {
        try await send()
        mailbox.put(report("m1"), at: 1)
        mailbox.fail(nil, finishing: true)
        #expect(await reading.look(setup()) == 1)
        #expect(mailbox.left == [1])
        mailbox.fail(nil)
        #expect(await reading.look(setup()) == 0)
        #expect(mailbox.left == [])
        try await world.pass(world.setup()).run()
        #expect(try await world.messages().map { "\($0.recipient) \($0.state)" } == ["ib failed", "deputy sent"])
    }

    @Test("a report that comes too early is left where it is")
    func early() async throws {
        try await world.open()
        world.transport.answer(.unknown(reason: "timeout"))
        try await world.pass(world.setup()).run()
        mailbox.put(report("m1"), at: 1)
        #expect(await reading.look(setup()) == 0)
        #expect(mailbox.left == [1])
        world.move(to: "2026-11-23T09:02")
        try await world.pass(world.setup()).run()
        #expect(await reading.look(setup()) == 1)
        #expect(mailbox.left == [])
    }

    @Test("a mail that cannot be read keeps none behind it back, but when three cannot the rest is left for another time", arguments: [2, 3])
    func poisonous(last: UInt32) async throws {
        try await send()
        mailbox.poison(1...last)
        mailbox.put(report("m1"), at: 7)
        #expect(await reading.look(setup()) == (last == 2 ? 1 : 0))
        #expect(mailbox.left == Array(1...last) + (last == 2 ? [] : [7]))
        #expect(world.log.all.filter { $0.contains("cannot be read: it cannot be read") }.count == 1)
    }

    @Test("a mailbox that cannot be read is told of once, however it is put each time, and so is that it can be again")
    func toldOnce() async throws {
        mailbox.fail("no answer")
        for _ in 0..<3 { #expect(await reading.look(setup()) == 0) }
        for problem in ["no folder", "no answer", "no folder", nil, nil, "no answer"] {
            mailbox.fail(problem)
            _ = await reading.look(setup())
        }
        #expect(
            world.log.all == [
                "error [bounce] the mailbox with delivery reports cannot be read: no answer: after 1 ms",
                "error [bounce] the mailbox with delivery reports cannot be read: no folder: after 4 ms",
                "notice [bounce] the mailbox with delivery reports can be read again",
                "error [bounce] the mailbox with delivery reports cannot be read: no answer: after 9 ms",
            ])
        #expect(try await world.store.figures.condition(at: world.now).mailbox.outage == MailboxOutage(since: world.now, reason: "no answer"))
        mailbox.fail(nil)
        _ = await reading.look(setup())
        #expect(try await world.store.figures.condition(at: world.now).mailbox.outage == nil)
        mailbox.fail("no answer")
        _ = await reading.look(setup())
        // Nobody reads one any more.
        _ = await reading.look(world.setup())
        #expect(try await world.store.figures.condition(at: world.now).mailbox.outage == nil)
    }

    @Test("the service looks at once, then every five minutes, and says when there is something to pass on")
    func service() async throws {
        try await send()
        let passedOn = Mutex(0)
        let times = Mutex(["2026-11-23T09:04", "2026-11-23T09:05", "2026-11-23T09:09", "2026-11-23T09:10", "2026-11-23T08:00"])
        let service = BounceService(
            outbox: world.store.outbox, setup: setup(), clock: { [world] in world.now }, logger: world.log.logger,
            wait: { [world, mailbox] in
                let next = times.withLock { $0.isEmpty ? nil : $0.removeFirst() }
                guard let next else { throw CancellationError() }
                if next.hasSuffix("09:10") { mailbox.put(self.report("m1"), at: 1) }
                world.move(to: next)
            }, passOn: { passedOn.withLock { $0 += 1 } })
        try await service.run()
        // 09:00, 09:05, 09:10, and after the clock was set back.
        #expect(mailbox.looks == 4)
        #expect(passedOn.withLock { $0 } == 1)
    }
}
