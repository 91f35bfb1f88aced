import Foundation
import TestSupport
import Testing

/// The life of one follow-up with the programs as they are installed; the clock is moved from outside.
@Suite("The life of hulp-aangekomen")
struct LifeTests {
    /// Sunday 22 November 2026, noon in Amsterdam; the other instants are UTC as well.
    static let sunday = "2026-11-22 11:00:00"

    /// What a person would expect, written by hand: who hears when of follow-up 1, which is due on Monday 7 December.
    static let expected = [
        "2026-11-23T08:00:00+01:00 ib-vlieger 1",  // the Monday after opening
        "2026-12-03T08:00:00+01:00 ib-vlieger 1",  // two school days before
        "2026-12-07T08:00:00+01:00 ib-vlieger 1",  // the day
        "2026-12-09T08:00:00+01:00 ib-vlieger 1",  // two school days over
        "2026-12-14T08:00:00+01:00 directie-vlieger 1",  // five: the directie hears of it too
        "2026-12-14T08:00:00+01:00 ib-vlieger 1",
        // The christmas holiday passes in silence: the tenth school day after is in the new year.
        "2027-01-04T08:00:00+01:00 bestuur 1",
        "2027-01-04T08:00:00+01:00 ib-vlieger 1",
    ]

    private func sent(_ instance: TestInstance) async throws -> [String] {
        let messages = try await instance.messages()
        #expect(messages.allSatisfy { $0.state == "sent" && $0.attempts == 1 && $0.channel == "mail" })
        return messages.map(\.summary).sorted()
    }

    @Test("added on a Sunday it is due on the Monday after two weeks")
    func due() async throws {
        let instance = try TestInstance(now: Self.sunday)
        let followUp = try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        #expect(followUp.due == "2026-12-07")
        #expect(followUp.owner == "ib")
        #expect(followUp.next_reminder == "2026-11-23T08:00:00+01:00")
    }

    @Test("the daemon reminds at the right moments and at no other, and keeps silent in the holiday")
    func daemon() async throws {
        let instance = try TestInstance(now: Self.sunday, edit: Edit.withoutDigests)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        let watchdog = try Watchdog()
        let daemon = try ProgramRun.start(
            .built("opvolgd"), environment: watchdog.environment, directory: instance.scratch.path, clock: instance.clock)
        try await daemon.waitUntil("it is ready") { _ in watchdog.heard().contains("READY=1") }
        for instant in Self.everyDay(at: ["06:59:59", "07:00:00"], from: 22, until: 66) {
            try instance.clock.move(to: instant)
            try await watchdog.waitForALook(daemon)
        }
        daemon.terminate()
        #expect(try await daemon.end().exitCode == 0)
        #expect(try await sent(instance) == Self.expected)
    }

    @Test("cron with --once every ten minutes sends the same, once each")
    func everyTenMinutes() async throws {
        let instance = try TestInstance(now: Self.sunday, edit: Edit.withoutDigests)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        // Every ten minutes around the opening of the window on the days of a message; now and then in between, where nothing may happen.
        let seldom = ["00:10:00", "06:50:00", "07:00:00", "15:50:00", "22:00:00"]
        let often = seldom + ["06:40:00", "07:10:00", "07:20:00", "07:30:00", "07:40:00", "07:50:00", "08:00:00", "12:00:00"]
        let instants = (22...66).flatMap { day in
            Self.everyDay(at: [23, 33, 37, 39, 44, 65].contains(day) ? often.sorted() : seldom, from: day, until: day)
        }
        let result = try await instance.passes(at: instants)
        #expect(result.exitCode == 0, "\(result.standardError)")
        #expect(try await sent(instance) == Self.expected)
    }

    @Test(
        "each outcome opens what the protocol says, counted from the day of closing",
        arguments: [
            ("nee", ["2026-12-10 oudergesprek 1", "2026-12-14 effect-volgen 1"]),  // three school days later, and a week
            ("ja", ["2027-01-04 effect-volgen 1"]),  // four weeks, and on from the holiday
            ("wachtlijst", ["2027-01-04 hulp-aangekomen 2", "2027-01-04 effect-volgen 1"]),  // two weeks, and on from the holiday
            ("vertrokken", ["2026-12-14 overdracht 1"]),  // five school days later
        ])
    func closing(outcome: String, follows: [String]) async throws {
        let instance = try TestInstance(now: Self.sunday)
        try await instance.add("hulp-aangekomen", "--case", "VL-2026-014", "--school", "vlieger")
        try instance.clock.move(to: "2026-12-07 09:00:00")
        #expect(try await instance.run("close", "1", outcome, "--reason", "Zo is het gegaan").exitCode == 0)
        let open: [FollowUpJSON] = try await instance.json(["list"])
        #expect(open.map { "\($0.due) \($0.kind) \($0.round)" } == follows)
        #expect(open.allSatisfy { $0.case == "VL-2026-014" })
        let closed: [FollowUpJSON] = try await instance.json(["list", "--status", "closed"])
        #expect(closed.map(\.outcome) == [outcome])
    }

    /// Times of day on days counted from 31 October 2026, both ends included, from Sunday noon on.
    static func everyDay(at times: [String], from first: Int, until last: Int) -> [String] {
        (first...last).flatMap { number -> [String] in
            let (month, day) = number <= 30 ? ("2026-11", number) : number <= 61 ? ("2026-12", number - 30) : ("2027-01", number - 61)
            return times.map { "\(month)-\(day < 10 ? "0" : "")\(day) \($0)" }
        }.filter { $0 >= sunday }
    }
}
