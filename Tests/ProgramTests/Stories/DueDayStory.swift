import TestSupport
import Testing

/// The IB and the directie of De Vlieger have a digest on Monday, and nothing comes too late by it.
@Suite("Story n: a weekly digest, and due days between", .swept)
struct DueDayStory {
    /// The IB of De Vlieger gets a digest; the deputy, of De Regenboog, gets none.
    @Sendable
    private static func weekly(_ configuration: String) -> String {
        configuration.replacing("deputy = \"ib-regenboog\"", with: "deputy = \"ib-regenboog\"\ndigest = \"weekly monday\"")
    }

    @Test("what is due on Thursday stands in the digest of Monday; whoever falls ill on Wednesday has a deputy who hears of it on the day")
    func betweenDigests() async throws {
        let story = try await Story(from: "Fri 2027-01-08 10:00", edit: Self.weekly)
        try await story.does("leerkracht-groep5", "add hulp-aangekomen --case VL-2027-001 --school vlieger --due 2027-01-21")
        let forecast = try await story.asks("forecast --days 20")
        #expect(forecast.contains("2027-01-18 08:00") && !forecast.contains("2027-01-19 08:00"), "\(forecast)")
        try await story.goesOn(until: "Tue 2027-01-19 12:00")
        try await story.sent(
            """
            Mon 2027-01-11 08:00 | ib-vlieger | digest: 1 hulp-aangekomen open
            Mon 2027-01-18 08:00 | ib-vlieger | digest: 1 hulp-aangekomen 0
            """)
        try await story.does("directie-vlieger", "person away ib-vlieger --from 2027-01-20 --until 2027-01-29")
        try await story.goesOn(until: "Fri 2027-01-22 12:00")
        try await story.sent("Thu 2027-01-21 08:00 | ib-regenboog | 1 hulp-aangekomen 0 (for ib-vlieger)")
    }

    @Test("what is due before the first digest comes by itself, and again on its day")
    func beforeTheFirstDigest() async throws {
        let story = try await Story(from: "Tue 2026-12-01 10:00", edit: Self.weekly)
        try await story.does("leerkracht-groep5", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-12-03")
        try await story.goesOn(until: "Fri 2026-12-04 12:00")
        try await story.sent(
            """
            Tue 2026-12-01 10:00 | ib-vlieger | 1 hulp-aangekomen open
            Thu 2026-12-03 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            """)
    }

    @Test("the digest of a Monday whose first pass is at five past nine still goes")
    func latePass() async throws {
        let story = try await Story(from: "Wed 2027-01-13 10:00", edit: Self.weekly)
        try await story.does("leerkracht-groep5", "add hulp-aangekomen --case VL-2027-001 --school vlieger --due 2027-02-11")
        try await story.does("leerkracht-groep5", "add hulp-aangekomen --case VL-2027-002 --school vlieger --due 2027-01-21")
        try await story.goesOn(until: "Fri 2027-01-15 16:00")
        try await story.stopsTheDaemon()
        try await story.goesOn(until: "Mon 2027-01-18 09:05")
        try await story.startsTheDaemon()
        try await story.stopsTheDaemon()
        try await story.sent("Mon 2027-01-18 09:05 | ib-vlieger | digest: 2 hulp-aangekomen 0, 1 hulp-aangekomen open")
    }

    @Test("whoever stands in has a digest as well, and what is due before the next one stands in it, though the first pass of its day is late")
    func deputyWithDigest() async throws {
        let story = try await Story(from: "Fri 2027-01-08 10:00") {
            Self.weekly($0).replacing("deputy = \"ib-vlieger\"", with: "deputy = \"ib-vlieger\"\ndigest = \"weekly monday\"")
        }
        try await story.does("leerkracht-groep5", "add hulp-aangekomen --case VL-2027-001 --school vlieger --due 2027-01-21")
        try await story.does("leerkracht-groep5", "add effect-volgen --case VL-2027-002 --school vlieger --due 2027-02-11")
        try await story.does("directie-vlieger", "person away ib-vlieger --from 2027-01-16 --until 2027-01-29")
        try await story.goesOn(until: "Fri 2027-01-15 16:00")
        try await story.stopsTheDaemon()
        try await story.goesOn(until: "Mon 2027-01-18 09:05")
        try await story.startsTheDaemon()
        try await story.stopsTheDaemon()
        try await story.startsTheDaemon()
        try await story.goesOn(until: "Fri 2027-01-22 12:00")
        try await story.sent(
            """
            Mon 2027-01-11 08:00 | ib-vlieger | digest: 1 hulp-aangekomen open, 2 effect-volgen open
            Mon 2027-01-18 09:05 | ib-regenboog | digest: 1 hulp-aangekomen 0 (for ib-vlieger)
            """)
    }

    @Test("what is urgent and what is normal on one morning of a school day are one mail, and on a free day what is urgent waits for nothing")
    func oneMorning() async throws {
        let story = try await Story(from: "Wed 2026-11-25 10:00")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-014 --school vlieger --due 2026-12-03")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-015 --school vlieger --due 2026-12-03")
        try await story.at("Thu 2026-12-03 12:00", "ib-vlieger", "close 2 ja")
        try await story.at("Sat 2026-12-05 06:00", "ib-vlieger", "close 1 verbeterd")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-016 --school vlieger --due 2026-12-06")
        try await story.goesOn(until: "Sun 2026-12-06 12:00")
        try await story.sent(
            """
            Tue 2026-12-01 08:00 | ib-vlieger | 2 hulp-aangekomen -2sd
            Thu 2026-12-03 08:00 | ib-vlieger | 1 amk-opnieuw 0, 2 hulp-aangekomen 0
            Fri 2026-12-04 08:00 | ib-vlieger | 1 amk-opnieuw +1d
            Sun 2026-12-06 07:00 | ib-vlieger | 5 amk-opnieuw 0
            """)
    }
}
