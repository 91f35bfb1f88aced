import FollowUps
import Foundation
import GRDB
import Logging
import Messages
import Reminding
import TestSupport

@testable import Store

/// One world: the real planner, database and pass, among people, servers, disks and clocks that a seed decides about.
/// Everything happens on the thread that calls `live`, in the order of its scheduler.
final class World: @unchecked Sendable {
    let seed: UInt64
    let shipped: Shipped
    let trouble: Trouble
    let store: Store
    let scheduler: Scheduler
    let faults = CommitFaults()
    let isTraced: Bool
    var random: SeededGenerator
    /// As the command line reads them.
    var files: Files
    /// As the daemon has read them.
    var served: Files
    var weather = Weather()
    var figures = Figures()
    var contents: [MessageContent] = []
    var attempts: [Attempt] = []
    /// By message, the last claim of each.
    var claims: [Int64: Attempt.Claim] = [:]
    var agenda: [(at: TimeInterval, what: Happening)] = []
    let log = LogBook()

    let start: Date
    /// How far the clock on the wall is from the time that has really passed.
    private(set) var offset: TimeInterval = 0
    private var wasAhead = false
    /// The least that the clock has shown since it fell behind after it had been ahead.
    private var behindAfterAhead: Date?
    /// Two errors in a row, and by the second clock so much time went by that it was taken to be right: what the first one did is not known any more.
    private(set) var wasBelievedAfterAhead = false
    /// When the clock was set back by so much that what was done since counts as undone.
    private(set) var setBackAt: [TimeInterval] = []
    /// Since the last pass.
    var hasJumped = false
    /// From when the daemon is there again.
    var daemonFrom: TimeInterval = 0
    /// Nothing goes wrong any more, and nobody does anything.
    var isQuiet = false
    var isMeddling = false
    var problems: [String] = []
    var casesOpened = 0
    var messageIDs = 0
    var processes = 0
    /// The version of the files with which the last pass ran.
    var lastServed = 0

    static let length = 30
    /// The days at the end in which all that should have gone out must go out, and the forecast must come true.
    static let quietDays = 5
    static let settling: TimeInterval = 2.2 * 86_400

    init(seed: UInt64, _ shipped: Shipped, isTraced: Bool = false) throws {
        self.seed = seed
        self.shipped = shipped
        self.isTraced = isTraced
        var random = SeededGenerator(state: seed)
        trouble = Trouble(&random)
        scheduler = Scheduler(seed: random.next())
        // Some begin shortly before a night in which the clock changes, or a long holiday.
        let day = [Day(number: 20_712 + random.below(220)), Day(number: 20_740), Day(number: 20_893), Day(number: 20_795)][random.below(4)]
        start = Files.clock.instant(day, .midnight).addingTimeInterval(Double(random.below(86_400)))
        files = Files(shipped.catalogue, random: &random)
        // Their notices go among all else that people get, in one world out of eight.
        if seed % 8 == 0 { files.operatorPerson = "bestuur2" }
        served = files
        self.random = random
        store = try Store()
        store.connection.writer.add(transactionObserver: faults, extent: .databaseLifetime)
    }

    // MARK: Time

    var elapsed: TimeInterval { scheduler.elapsed }
    var wall: Date { start.addingTimeInterval(scheduler.elapsed + offset) }
    var today: Day { Files.clock.day(of: wall) }

    func setClock(by seconds: TimeInterval) {
        if let least = behindAfterAhead, wall >= least.addingTimeInterval(86_400) { wasBelievedAfterAhead = true }
        offset += seconds
        if offset >= 3600 { wasAhead = true }
        if offset > -3600 { behindAfterAhead = nil } else if wasAhead { behindAfterAhead = min(behindAfterAhead ?? wall, wall) }
        figures.clockJumps += 1
        hasJumped = true
        if seconds <= -3600 { setBackAt.append(elapsed) }
        note("clock set by \(Int(seconds)) s")
    }

    // MARK: What is told

    func note(_ text: @autoclosure () -> String) {
        if isTraced { print("\(Files.clock.iso8601(wall)) \(text())") }
    }

    /// A promise is broken.
    func fail(_ promise: Int, _ text: String) {
        note("BROKEN \(promise): \(text)")
        problems.append("promise \(promise): \(text) [\(Files.clock.iso8601(wall))]")
    }

    func newProcess(killedAfter boundaries: Int? = nil, patience: Int? = nil) -> Process {
        processes += 1
        return Process(number: processes, killedAfter: boundaries, patience: patience)
    }

    func rows(_ sql: String, _ arguments: StatementArguments = []) throws -> [Row] {
        try store.connection.onWriterNow { db in try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments) }
    }
}

/// Keeps what is logged.
final class LogBook: @unchecked Sendable {
    private(set) var lines: [String] = []
    var logger: Logger { Logger(label: "simulation") { _ in Handler(book: self) } }

    private struct Handler: LogHandler {
        let book: LogBook
        var logLevel: Logger.Level = .info
        var metadata: Logger.Metadata = [:]
        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }
        func log(event: LogEvent) { book.lines.append("\(event.level) \(event.message)") }
    }
}
