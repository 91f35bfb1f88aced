import Testing

/// A case belongs to one school: when the pupil moves it is handed over and closed, and the new school opens its own.
@Suite("Story m: a pupil moves to another school", .swept)
struct PupilMovesStory {
    @Test("each school is reminded of its own case, and of nothing after that is closed")
    func moves() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true)
        try await story.does("ib-vlieger", "case open VL-2026-014 --school vlieger")
        try await story.at("Wed 2026-11-04 10:00", "ib-vlieger", "close 1 zorg")
        try await story.at("Mon 2026-11-09 10:00", "ib-vlieger", "add overdracht --case VL-2026-014")
        try await story.does("ib-vlieger", "cancel 3 --reason 'De nieuwe school pakt het op'")
        try await story.sent(
            """
            Wed 2026-11-04 08:00 | ib-vlieger | 1 signalen-vastleggen 0
            Mon 2026-11-09 08:00 | ib-vlieger | 3 collegiale-consultatie -2sd
            """)

        try await story.at("Mon 2026-11-16 10:00", "ib-vlieger", "close 4 overgedragen")
        #expect(try await story.isRefused("add oudergesprek --case VL-2026-014 --school regenboog").contains("vlieger"))
        try await story.at("Mon 2026-11-16 10:30", "ib-regenboog", "case open RB-2026-031 --school regenboog --start collegiale-consultatie")
        // The old school closes its case only when the new one has said that it has taken the pupil up.
        try await story.at("Fri 2026-11-20 09:00", "ib-vlieger", "close 5 ja")
        try await story.sent(
            """
            Thu 2026-11-12 08:00 | ib-vlieger | 4 overdracht -2sd
            Mon 2026-11-16 08:00 | ib-vlieger | 4 overdracht 0
            Thu 2026-11-19 08:00 | ib-regenboog | 6 collegiale-consultatie -2sd
            """)

        try await story.at("Mon 2026-11-23 10:00", "ib-regenboog", "close 6 geen-zorg --reason 'Hier is er geen zorg'")
        try await story.at("Wed 2026-11-25 09:00", "ib-vlieger", "close 8 gesloten")
        try await story.at("Thu 2026-11-26 09:00", "ib-regenboog", "close 9 gesloten")
        try await story.goesOn(until: "Fri 2027-02-05 17:00")
        try await story.sent(
            """
            Mon 2026-11-23 08:00 | ib-regenboog | 6 collegiale-consultatie 0
            Wed 2026-11-25 08:00 | ib-vlieger | 8 dossier-afsluiten -2sd
            Thu 2026-11-26 08:00 | ib-regenboog | 9 dossier-afsluiten -2sd
            """)
        #expect(try await story.asks("list --format csv").split(separator: "\n").count == 1)
        #expect(try await story.isRefused("add oudergesprek --case VL-2026-014").contains("closed"))
    }
}
