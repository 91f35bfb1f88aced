import Testing

/// A slip of the keyboard can be taken back, and the history keeps both.
@Suite("Story i: closed with the wrong outcome", .swept)
struct WrongOutcomeStory {
    struct Entry: Decodable {
        let action: String
        let follow_up: Int?
    }

    @Test("reopened in the evening: nobody hears of what the slip had opened, and everybody of what is right")
    func inTheEvening() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger")
        try await story.goesOn(until: "Mon 2026-11-16 17:30")
        _ = try await story.asks("close 1 ja")
        try await story.goesOn(until: "Mon 2026-11-16 18:00")
        _ = try await story.asks("reopen 1 --reason 'Het was de andere leerling'")
        try await story.at("Wed 2026-11-18 09:00", "ib-vlieger", "close 1 nee")
        try await story.sent(
            """
            Thu 2026-11-12 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
            Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            Tue 2026-11-17 08:00 | ib-vlieger | 1 hulp-aangekomen open
            Wed 2026-11-18 08:00 | ib-vlieger | 1 hulp-aangekomen +2sd
            """)

        // The slip does not count: this was the first time that the parent had not arrived. And the case can be closed.
        try await story.at("Fri 2026-11-20 10:00", "ib-vlieger", "close 3 andere-oorzaak --reason 'De leerling blijkt slecht te zien'")
        try await story.does("ib-vlieger", "cancel 4 --reason 'Er is een andere oorzaak'")
        try await story.at("Mon 2026-11-23 09:00", "ib-vlieger", "close 5 getekend")
        try await story.at("Thu 2026-11-26 09:00", "ib-vlieger", "close 6 goed")
        try await story.at("Wed 2026-12-02 09:00", "ib-vlieger", "close 7 gesloten")
        try await story.goesOn(until: "Fri 2027-02-05 17:00")
        try await story.sent(
            """
            Thu 2026-11-19 08:00 | ib-vlieger | 3 oudergesprek -2sd
            Tue 2026-12-01 08:00 | ib-vlieger | 7 dossier-afsluiten -2sd
            """)

        let all: [FollowUpJSON] = try await story.instance.json(["list", "--status", "all"])
        #expect(
            all.sorted { $0.id < $1.id }.map { "\($0.id) \($0.kind) \($0.status) \($0.outcome ?? "-")" } == [
                "1 hulp-aangekomen closed nee", "2 effect-volgen cancelled -", "3 oudergesprek closed andere-oorzaak",
                "4 effect-volgen cancelled -", "5 verslag-ondertekenen closed getekend", "6 stappen-evalueren closed goed",
                "7 dossier-afsluiten closed gesloten",
            ])
        let history: [Entry] = try await story.instance.json(["history", "--case", "VL-2026-014"])
        #expect(
            history.filter { [1, 2].contains($0.follow_up) }.map { "\($0.follow_up ?? 0) \($0.action)" } == [
                "1 opened", "1 closed", "2 opened", "2 withdrawn", "1 reopened", "1 closed",
            ])
    }

    @Test("reopened after somebody was told: what they were told of stays, and whoever reopens is told that it does")
    func tooLate() async throws {
        let story = try await Story(from: "Mon 2026-11-16 07:00")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-11-16")
        try await story.goesOn(until: "Mon 2026-11-16 10:00")
        _ = try await story.asks("close 1 ja")
        try await story.goesOn(until: "Mon 2026-11-16 11:00")
        let reopened = try await story.asks("reopen 1 --reason 'Het was de andere leerling'")
        #expect(reopened.contains("follow-up 2"), "\(reopened)")
        try await story.goesOn(until: "Mon 2026-11-16 17:00")
        try await story.sent(
            """
            Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            Mon 2026-11-16 10:00 | ib-vlieger | 2 effect-volgen open
            Mon 2026-11-16 11:00 | ib-vlieger | 1 hulp-aangekomen open
            """)
    }
}
