import Foundation
import TestSupport
import Testing

@Suite("A daemon that is killed again and again")
struct KillTests {
    static let kills = 200
    static let seed: UInt64 = 20_261_123
    /// Seconds from one life to the next: a lease, so that what a killed daemon left behind can be taken over.
    static let life = 900
    /// About how many bytes the server writes down for a message.
    static let bytesPerMessage = 900

    @Test(
        "200 times while it sends 5,000 reminders to a server that drops, delays and refuses: each arrives, and again only where no answer was on record"
    )
    func killed() async throws {
        let world = try await ChaosWorld(people: 125, batches: 10, seed: Self.seed)
        var chance = SeededGenerator(state: Self.seed)
        var clock = try ChaosClock(world.instance.clock)
        /// At how many kills a message was on record as being sent.
        var interrupted: [String: Int] = [:]
        var (imported, left) = (0, world.messages)
        for kill in 0..<Self.kills {
            // Always something to send, and at last everything.
            let waiting = left - (world.batches - imported) * world.people
            let isImporting = imported < world.batches && (waiting < 40 || kill >= imported * (Self.kills - 20) / world.batches)
            imported += isImporting ? 1 : 0
            try await live(in: world, &clock, &chance, importing: isImporting ? imported : nil)
            for id in try await world.query("SELECT message_id FROM messages WHERE state = 'sending'").compactMap(\.first) {
                interrupted[id, default: 0] += 1
            }
            left = world.messages - (try await world.sent()) / ChaosWorld.perMessage
        }
        #expect(imported == world.batches)
        try await world.drain(&clock)

        let receipts = try Receipts(world.server)
        // Each is told of in one message, to its own employee.
        #expect(receipts.recipients == world.addresses)
        // A copy wants a reason: the server gave no answer, or the answer was not on record at a kill.
        let unexplained = receipts.messages.filter { $1.copies > 1 + $1.unanswered + interrupted[$0, default: 0] }
        #expect(unexplained.isEmpty)
        #expect(receipts.copies > 0)
        // Planned once, and all of it is on record as sent.
        #expect(try await world.query("SELECT count(*), count(DISTINCT follow_up) FROM reminders") == [["\(world.reminders)", "\(world.reminders)"]])
        #expect(try await world.query("SELECT DISTINCT state FROM messages") == [["sent"]])
        #expect(try await world.instance.run("history", "verify").exitCode == 0)
        print("kills survived: \(Self.kills); reminders: \(world.reminders); \(receipts)")
    }

    /// Starts the daemon and kills it at a moment by chance: soon after its start, or after it has sent for a while.
    private func live(
        in world: ChaosWorld, _ clock: inout ChaosClock, _ chance: inout SeededGenerator, importing batch: Int?
    ) async throws {
        let next = clock.now.addingTimeInterval(TimeInterval(Self.life))
        let daemon = try world.startDaemon()
        let importing = try batch.map { try world.startImport($0) }
        let isEarly = chance.chance(10)
        // An answer may be unknown for a fifth of a second: some lives are shorter than that, and some longer.
        let (untilIt, afterIt) = (isEarly ? chance.below(30) : 500, chance.below(50))
        // However slow this machine is, some messages have gone by then in most lives.
        let enough = world.server.progress + chance.below(15) * Self.bytesPerMessage
        var sending = 0
        for look in 0..<untilIt + afterIt where sending < afterIt && (sending > 0 || look < untilIt) {
            try await Task.sleep(for: .milliseconds(10))
            if world.server.progress > enough { sending += 1 }
            // What was refused a moment ago is tried again in this life.
            if look.isMultiple(of: 10) { try clock.advance(seconds: chance.below(30)) }
        }
        daemon.kill()
        let killed = try await daemon.end()
        #expect(killed.exitCode == 137, "\(killed.standardError)")
        if let batch, let importing { try await finish(importing, of: batch, in: world, isKilled: chance.chance(50)) }
        try clock.move(to: max(clock.now, next))
    }

    /// An import that is killed with the daemon is made up for, and opens nothing twice.
    private func finish(_ importing: ProgramRun, of batch: Int, in world: ChaosWorld, isKilled: Bool) async throws {
        if isKilled { importing.kill() }
        // Five hundred rows take a busy machine its time.
        let end = try await importing.end(within: .seconds(300))
        let again = isKilled ? try await world.startImport(batch).end(within: .seconds(300)) : end
        #expect(again.exitCode == 0, "\(again.standardError)")
    }
}
