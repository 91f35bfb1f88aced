import Testing

/// A report is not the end: the school asks Veilig Thuis again for as long as nothing gets better (step 5b).
@Suite("Story b: Veilig Thuis once more", .swept)
struct ReportAgainStory {
    @Test("three rounds without enough improvement: in the third the directie takes it up")
    func threeRounds() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger")
        try await story.at("Mon 2026-12-14 15:00", "ib-vlieger", "close 1 onvoldoende")
        try await story.sent(
            """
            Mon 2026-12-14 08:00 | ib-vlieger | 1 amk-opnieuw 0
            """)

        // The second round is two days late: the directie hears of it, but nothing has stalled yet.
        try await story.at("Wed 2027-01-27 09:00", "ib-vlieger", "close 2 onvoldoende")
        try await story.sent(
            """
            Mon 2027-01-25 08:00 | ib-vlieger | 2 amk-opnieuw 0
            Tue 2027-01-26 08:00 | ib-vlieger | 2 amk-opnieuw +1d
            Wed 2027-01-27 08:00 | directie-vlieger | 2 amk-opnieuw +2d
            Wed 2027-01-27 08:00 | ib-vlieger | 2 amk-opnieuw +2d
            """)

        try await story.at("Wed 2027-03-10 16:00", "ib-vlieger", "close 3 onvoldoende")
        try await story.at("Thu 2027-03-11 08:30", "directie-vlieger", "close 5 opgepakt")
        try await story.sent(
            """
            Wed 2027-03-10 08:00 | ib-vlieger | 3 amk-opnieuw 0
            Wed 2027-03-10 16:00 | directie-vlieger | 5 opschaling open
            Thu 2027-03-11 08:00 | directie-vlieger | 5 opschaling 0
            """)

        // And the fourth round comes, in summer time.
        try await story.goesOn(until: "Wed 2027-04-21 12:00")
        try await story.sent(
            """
            Wed 2027-04-21 08:00 | ib-vlieger | 4 amk-opnieuw 0
            """)
    }
}
