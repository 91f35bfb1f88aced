import Foundation
import TestSupport

/// A school whose employees each get many reminders, through a mail server that drops connections, delays and refuses by chance.
///
/// They come in batches, each imported while the daemon sends those before it. In a batch every employee has some tasks with one reminder
/// each, `open`, most often all in one message. So whatever happens, each follow-up must reach its employee in one message and in no other.
final class ChaosWorld: Sendable {
    let people: Int
    let batches: Int
    /// How many tasks each employee has in a batch.
    static let perMessage = 4
    let instance: TestInstance
    let server: SMTPTestServer

    var reminders: Int { people * batches * Self.perMessage }

    /// About how many messages carry them.
    var messages: Int { people * batches }

    /// All that a server may do to a client but for silence, which takes a client half a minute to believe.
    private static let troubles: [SMTPMisbehaviour] = [
        .dropAtGreeting, .greeting("421 4.3.2 later"), .dropAtMail, .dropBeforeData, .dropWithinContent, .dropAfterContent, .dropAfterContent,
        .mail("451 4.3.0 later"), .recipient("450 4.2.0 greylisted"), .data("452 4.3.1 no room"), .content("451 4.3.0 later"),
    ]
    /// Most of the time it only takes its time, so that a daemon is killed in the middle of it.
    private static let slowness = Array(repeating: SMTPMisbehaviour.slowAfterContent(atMost: 0.25), count: 7 * troubles.count)

    /// - Parameter seed: of what the server does.
    init(people: Int, batches: Int, seed: UInt64) async throws {
        (self.people, self.batches) = (people, batches)
        server = try await SMTPTestServer(
            mix: .init(seed: seed, connections: 2, transactions: 80, of: Self.troubles + Self.slowness), headersOnly: true)
        let smtp = Edit.plainSMTP(server, "connections = 4", "per_minute = 100000")
        instance = try TestInstance(
            now: "2026-11-23 07:00:00",
            edit: {
                smtp($0).replacing("database  = \"opvolg.db\"", with: "database  = \"opvolg.db\"\npeople    = \"people.csv\"")
                    .replacing("\"school 08:00-17:00\"", with: "\"always\"")
            })
        let staff = (1...people).map { "p\($0),Persoon \($0),p\($0)@vlieger.example,vlieger,," }
        try instance.scratch.write((["id,name,email,school,language,deputy"] + staff).joined(separator: "\n") + "\n", to: "people.csv")
        for (batch, monday) in zip(1...batches, try Self.mondays) {
            let rows = (0..<people * Self.perMessage).map { row in
                let due = monday.addingTimeInterval(TimeInterval(86_400 * (row / people)))
                return "taak,Taak \(row),vlieger,p\(1 + row % people),\(due.formatted(.iso8601.year().month().day()))"
            }
            try instance.scratch.write((["kind,title,school,owner,due"] + rows).joined(separator: "\n") + "\n", to: Self.file(batch))
        }
    }

    /// Each begins a week of four school days or more; all are months away, and so are the other reminders.
    private static var mondays: [Date] {
        get throws {
            try ["01-11", "01-18", "01-25", "02-01", "02-08", "05-31", "06-07", "06-14", "06-21", "06-28"].map {
                try Date("2027-\($0)T00:00:00Z", strategy: .iso8601)
            }
        }
    }

    /// To whom each follow-up has to be told of.
    var addresses: [Int: [String]] {
        Dictionary(uniqueKeysWithValues: (0..<reminders).map { ($0 + 1, ["p\(1 + $0 % people)@vlieger.example"]) })
    }

    static func file(_ batch: Int) -> String { "batch-\(batch).csv" }

    func startDaemon(_ environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun.start(.built("opvolgd"), environment: environment, directory: instance.scratch.path, clock: instance.clock)
    }

    func startImport(_ batch: Int, _ environment: [String: String] = [:]) throws -> ProgramRun {
        try ProgramRun.start(
            .built("opvolg"), ["import", Self.file(batch)], environment: environment, directory: instance.scratch.path, clock: instance.clock)
    }

    /// Asks the database itself, by another program and without writing to it.
    func query(_ sql: String) async throws -> [[String]] { try await instance.query(sql) }

    /// How many reminders are on record as sent.
    func sent() async throws -> Int {
        let count = try await query("SELECT count(*) FROM message_reminders JOIN messages ON messages.id = message WHERE state = 'sent'")
        return count.first?.first.flatMap { Int($0) } ?? 0
    }

    /// Runs a daemon without a disturbance until nothing waits any more, moving the clock on from one retry to the next.
    func drain(_ clock: inout ChaosClock) async throws {
        let watchdog = try Watchdog()
        let daemon = try startDaemon(watchdog.environment)
        // Also when nothing is left to send, it has to hear that it is to end.
        try await watchdog.waitForALook(daemon)
        while let next = try await query("SELECT min(next_attempt_at) FROM messages").first?.first.flatMap(Double.init) {
            try clock.move(to: max(clock.now.addingTimeInterval(240), Date(timeIntervalSince1970: next)))
            try await watchdog.waitForALook(daemon)
        }
        daemon.terminate()
        let result = try await daemon.end()
        guard result.exitCode == 0 else { throw TestInstance.Failed(arguments: ["opvolgd"], result: result) }
    }
}

/// The clock of a chaotic week, which goes on whatever happens.
struct ChaosClock {
    private(set) var now: Date
    private let clock: FakeClock

    /// Monday 23 November 2026, 08:00 in Amsterdam.
    init(_ clock: FakeClock) throws {
        self.clock = clock
        now = try Date("2026-11-23T07:00:00Z", strategy: .iso8601)
        try clock.move(to: now)
    }

    mutating func move(to instant: Date) throws {
        now = instant
        try clock.move(to: now)
    }

    mutating func advance(seconds: Int) throws { try move(to: now.addingTimeInterval(TimeInterval(seconds))) }
}
