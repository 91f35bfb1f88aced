import Testing

/// After downtime everybody gets one current message (promise 8).
@Suite("Story l: the daemon was off for two weeks", .swept)
struct DowntimeStory {
    @Test("one message a person, the urgent first, and nothing of what was closed meanwhile")
    func twoWeeks() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.startsTheDaemon()
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2026-11-16")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger --due 2026-11-13")
        try await story.does("ib-vlieger", "add oudergesprek --case VL-2026-014 --due 2026-11-12")
        try await story.does("bestuur", "add verbeteractie --school vlieger --due 2026-11-18")
        try await story.does("leerkracht-groep5", "add medewerker-training --person leerkracht-groep5 --due 2026-11-20")
        try await story.does("ib-vlieger", "add stappen-vastleggen --case VL-2026-014 --due 2026-11-10")
        try await story.goesOn(until: "Thu 2026-11-05 12:00")
        try await story.sent(
            """
            Mon 2026-11-02 09:00 | directie-vlieger | 4 verbeteractie open
            """)

        try await story.stopsTheDaemon()
        try await story.at("Tue 2026-11-17 10:00", "ib-vlieger", "close 6 vastgelegd")
        try await story.goesOn(until: "Thu 2026-11-19 12:00")
        try await story.sent()

        try await story.startsTheDaemon()
        try await story.goesOn(until: "Fri 2026-11-20 12:00")
        try await story.stopsTheDaemon()
        try await story.sent(
            """
            Thu 2026-11-19 12:00 | bestuur | 2 amk-opnieuw repeat 2
            Thu 2026-11-19 12:00 | directie-vlieger | 3 oudergesprek +5sd, 4 verbeteractie 0
            Thu 2026-11-19 12:00 | ib-vlieger | 2 amk-opnieuw repeat 2, 3 oudergesprek +5sd, 1 hulp-aangekomen +2sd
            Thu 2026-11-19 12:00 | leerkracht-groep5 | 5 medewerker-training -2w
            Fri 2026-11-20 08:00 | bestuur | 2 amk-opnieuw repeat 3
            Fri 2026-11-20 08:00 | directie-vlieger | 4 verbeteractie +2sd
            Fri 2026-11-20 08:00 | ib-vlieger | 2 amk-opnieuw repeat 3
            Fri 2026-11-20 08:00 | leerkracht-groep5 | 5 medewerker-training 0
            """)
    }
}
