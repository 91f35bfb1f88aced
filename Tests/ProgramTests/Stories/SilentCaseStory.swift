import Testing

/// An open case always has an open follow-up, or its owner is told so the next school day (promise 2).
@Suite("Story h: a case falls silent", .swept)
struct SilentCaseStory {
    @Test("the last follow-up is cancelled on a Friday: the IB hears of it on Monday, and the directie when nothing is done about it")
    func cancelled() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00", casesHaveChecks: true)
        try await story.does("ib-vlieger", "case open VL-2026-014 --school vlieger")
        try await story.at("Fri 2026-11-06 16:00", "ib-vlieger", "cancel 1 --reason 'Doen we later'")
        try await story.at("Mon 2026-11-16 10:00", "ib-vlieger", "close 3 zorg")
        try await story.sent(
            """
            Wed 2026-11-04 08:00 | ib-vlieger | 1 signalen-vastleggen 0
            Fri 2026-11-06 08:00 | ib-vlieger | 1 signalen-vastleggen +2sd
            Mon 2026-11-09 08:00 | ib-vlieger | 3 dossier-stil 0
            Wed 2026-11-11 08:00 | ib-vlieger | 3 dossier-stil +2sd
            Mon 2026-11-16 08:00 | directie-vlieger | 3 dossier-stil +5sd
            Mon 2026-11-16 08:00 | ib-vlieger | 3 dossier-stil +5sd
            """)
        try await story.goesOn(until: "Mon 2026-11-23 12:00")
        try await story.sent(
            """
            Thu 2026-11-19 08:00 | ib-vlieger | 4 collegiale-consultatie -2sd
            Mon 2026-11-23 08:00 | ib-vlieger | 4 collegiale-consultatie 0
            """)
    }

    @Test("whoever had to do it leaves: the IB hears of it the next school day, and takes it over")
    func ownerLeaves() async throws {
        let story = try await Story(from: "Mon 2026-11-16 10:00")
        try await story.does(
            "ib-vlieger", "add collegiale-consultatie --case VL-2026-014 --school vlieger --owner leerkracht-groep5 --due 2026-11-23")
        try await story.goesOn(until: "Thu 2026-11-19 17:30")
        try await story.configures { $0.replacing("id       = \"leerkracht-groep5\"", with: "id       = \"leerkracht-groep6\"") }
        try await story.at("Fri 2026-11-20 09:00", "ib-vlieger", "assign 1 ib")
        try await story.goesOn(until: "Mon 2026-11-23 12:00")
        try await story.sent(
            """
            Mon 2026-11-16 10:00 | leerkracht-groep5 | 1 collegiale-consultatie open
            Thu 2026-11-19 08:00 | leerkracht-groep5 | 1 collegiale-consultatie -2sd
            Fri 2026-11-20 08:00 | ib-vlieger | 2 dossier-stil 0
            Mon 2026-11-23 08:00 | ib-vlieger | 1 collegiale-consultatie 0
            """)
    }
}
