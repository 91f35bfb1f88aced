import Foundation
import Testing

/// The weekly digest of somebody who looks after a school: one clear mail a week, for as long as there is anything to say.
@Suite("Story: the director's week", .swept)
struct OverviewStory {
    @Sendable static func weekly(_ configuration: String) -> String {
        configuration.replacing("digest   = \"none\"", with: "digest   = \"weekly monday\"")
    }

    @Test("three weeks of a director are three mails, as the forecast says; after two weeks without a daemon there is one")
    func weeks() async throws {
        let story = try await Story(from: "Thu 2026-11-05 09:00", edit: Self.weekly)
        // A training that ends within eight weeks, a case, and something that the director has to do.
        try await story.does("ib-vlieger", "add medewerker-training --person leerkracht-groep5 --due 2026-12-24")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-11-09")
        try await story.does("bestuur", "add verbeteractie --school vlieger --due 2026-11-19")
        let forecast = try JSONDecoder().decode(
            [ForecastJSON].self, from: Data(try await story.asks("forecast --days 20 --format json").utf8)
        ).filter { $0.recipient == "directie-vlieger" }.map { "\($0.at) \($0.follow_up.map { "\($0) " } ?? "")\($0.step)" }
        #expect(
            forecast == [
                "2026-11-09T08:00:00+01:00 overview", "2026-11-09T08:00:00+01:00 3 open",
                "2026-11-16T08:00:00+01:00 overview", "2026-11-16T08:00:00+01:00 2 +5sd", "2026-11-16T08:00:00+01:00 3 0",
                "2026-11-23T08:00:00+01:00 overview", "2026-11-23T08:00:00+01:00 3 +2sd",
            ])
        try await story.goesOn(until: "Wed 2026-11-25 08:30")
        try await story.sent(
            """
            Mon 2026-11-09 08:00 | directie-vlieger | digest: 3 verbeteractie open, overview
            Mon 2026-11-16 08:00 | directie-vlieger | digest: 2 hulp-aangekomen +5sd, 3 verbeteractie 0, overview
            Mon 2026-11-23 08:00 | directie-vlieger | digest: 3 verbeteractie +2sd, overview
            """, to: "directie-vlieger")

        try await story.stopsTheDaemon()
        try await story.goesOn(until: "Wed 2026-12-09 10:00")
        try await story.startsTheDaemon()
        try await story.goesOn(until: "Mon 2026-12-14 12:00")
        try await story.stopsTheDaemon()
        try await story.sent(
            """
            Wed 2026-12-09 10:00 | directie-vlieger | digest: 3 verbeteractie +10sd, overview
            Thu 2026-12-10 08:00 | directie-vlieger | 3 verbeteractie repeat 1
            Mon 2026-12-14 08:00 | directie-vlieger | digest: overview
            """, to: "directie-vlieger")
    }
}
