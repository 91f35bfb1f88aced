import TestSupport
import Testing

/// The school calendar never ends unnoticed (promise 18).
@Suite("Story p: the holidays that are known come to an end", .swept)
struct EndingHolidaysStory {
    /// The holidays of the list that is shipped, and a free week of the schools' own; whoever looks after the machine hears.
    @Sendable
    private static func listed(_ configuration: String) -> String {
        configuration.replacing(#/\[\[holiday\]\]\n(?:[a-z].*\n)*/#, with: "")
            .replacing("time_zone =", with: "holidays = \"templates/schoolvakanties.csv\"\ntime_zone =")
            + "\n[[holiday]]\nname = \"Herfstvakantie\"\nfrom = \"2026-10-19\"\nto = \"2026-10-25\"\n"
            + "\n[watch]\noperator = \"bestuur\"\n"
            // A file has the age that the machine's own clock gives it, and that is years behind the story's.
            + "\n[retention]\nmessages = \"120m\"\n"
    }

    @Test("the list that is shipped keeps a school free, and its own week in autumn comes in the place of the listed one")
    func ownWeek() async throws {
        let story = try await Story(from: "Mon 2026-09-28 10:00", edit: Self.listed)
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-10-12")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-015 --school vlieger --due 2026-10-20")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-016 --school vlieger --due 2026-12-24")
        try await story.goesOn(until: "Mon 2027-01-04 12:00")
        let sent = try await story.sentLines().filter { $0.hasSuffix(" 0") }
        #expect(
            sent == [
                "Mon 2026-10-12 08:00 | ib-vlieger | 1 hulp-aangekomen 0",
                "Mon 2026-10-26 08:00 | ib-vlieger | 1 hulp-aangekomen +5sd, 2 hulp-aangekomen 0",
                "Mon 2027-01-04 08:00 | ib-vlieger | 1 hulp-aangekomen repeat 4, 3 hulp-aangekomen 0",
            ])
    }

    @Test("the last summer of the list is sixty days from its end: whoever looks after the machine hears, and status and check say so")
    func listEnds() async throws {
        let story = try await Story(from: "Mon 2030-07-01 10:00", edit: Self.listed)
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2030-014 --school vlieger --due 2030-07-04")
        #expect(try await !story.instance.run("check").standardError.contains("2030-09-01"))
        try await story.goesOn(until: "Mon 2030-07-08 12:00")
        let (status, check) = (try await story.instance.run("status"), try await story.instance.run("check"))
        for said in [status.standardOutput, check.standardError] { #expect(said.contains("2030-09-01"), "\(said)") }
        let notices = try await story.mails(to: "bestuur")
        #expect(notices.count == 1 && notices.allSatisfy { $0.plain.contains("zo 1 september") }, "\(notices.map(\.plain))")
    }
}
