import FollowUps
import Foundation
import Reminding
import Store
import TestSupport
import Testing

/// Several years of a board of twenty schools, for `make bench-years` alone: it leaves the database as it was after each in `OPVOLG_YEARS_FOLDER`, and what
/// a pass took then. The last year ends in the week in which it runs, so that the programs go on where it ended.
@Suite("Several years of a board", .enabled(if: YearsToLive.folder != nil))
struct ManyYearsTests {
    @Test("leave a database for each year, with the work of a school, its yearly purge, and what is removed by itself")
    func live() async throws {
        let folder = try #require(YearsToLive.folder)
        let store = try Store(path: "\(folder)/opvolg.db")
        let plan = BoardYear.Plan(seed: YearTests.seed, first: Self.firstMonday(), years: YearsToLive.count, pause: 3600)
        let board = try BoardYear(plan, store: store, areMailsRead: false)
        var ended = 0
        try await board.live { setup, now in
            let removal = MessageRemoval(outbox: store.outbox, clock: { now }, logger: board.log.logger, isStopping: { false }, pause: {})
            await removal.runIfDue(setup)
            let year = (Board.clock.day(of: now).number - plan.first.number) / BoardYear.Plan.daysOfYear
            guard year > ended else { return }
            ended = year
            try await Self.endYear(year, of: board, setup, at: now, in: folder)
        }
        try await Self.endYear(YearsToLive.count, of: board, nil, at: board.end, in: folder)
        #expect(board.log.all.filter { $0.hasPrefix("error") || $0.hasPrefix("critical") } == [])
    }

    private static func firstMonday() -> Day {
        let today = Board.clock.day(of: Date())
        return today.adding(days: -YearsToLive.count * BoardYear.Plan.daysOfYear - (today.number - BoardYear.Plan.usualFirst.number) % 7)
    }

    /// What an administrator does once a year, and what a pass with nothing to do takes then.
    private static func endYear(_ year: Int, of board: BoardYear, _ setup: PassSetup?, at now: Date, in folder: String) async throws {
        let change = Change(rules: board.rules, actor: "beheer", now: now)
        let purged = try await board.store.cases.purge(.standard, by: change).count
        try await board.store.vacuum()
        var passes: [Duration] = []
        if let setup {
            let pass = Pass(outbox: board.store.outbox, setup: setup, clock: { now }, logger: board.log.logger)
            for _ in 0..<21 { passes.append(try await ContinuousClock().measure { try await pass.run() }) }
        }
        _ = try await board.store.backUp(to: "\(folder)/year-\(year).db", replacing: true, acceptingUnsoundHistory: false)
        let median = passes.isEmpty ? "" : "\(passes.sorted()[passes.count / 2] / .microseconds(1))"
        let line = "\(year),\(purged),\(median)\n"
        let file = "\(folder)/years.csv"
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? "year,purged,pass\n"
        try (text + line).write(toFile: file, atomically: true, encoding: .utf8)
        print("year \(year): \(purged) cases purged")
    }
}

private enum YearsToLive {
    static let folder = ProcessInfo.processInfo.environment["OPVOLG_YEARS_FOLDER"]
    static let count = ProcessInfo.processInfo.environment["OPVOLG_YEARS"].flatMap { Int($0) } ?? 10
}
