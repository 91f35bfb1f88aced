import Testing

/// A report is not the end: the school asks Veilig Thuis again for as long as nothing gets better (step 5b).
@Suite("Story b: Veilig Thuis once more", .swept)
struct ReportAgainStory {
    @Test("four rounds without enough improvement: the next is in two weeks, holiday or not, and from the third on the directie takes it up")
    func fourRounds() async throws {
        let story = try await Story(from: "Mon 2026-12-28 09:00")
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger")
        try await story.at("Mon 2027-02-08 15:00", "ib-vlieger", "close 1 onvoldoende")
        try await story.sent(
            """
            Mon 2027-02-08 08:00 | ib-vlieger | 1 amk-opnieuw 0
            """)

        // The second round falls in the holiday and is two days late: the directie hears of it, but nothing has stalled yet.
        try await story.at("Wed 2027-02-24 09:00", "ib-vlieger", "close 2 onvoldoende")
        try await story.sent(
            """
            Mon 2027-02-22 07:00 | ib-vlieger | 2 amk-opnieuw 0
            Tue 2027-02-23 07:00 | ib-vlieger | 2 amk-opnieuw +1d
            Wed 2027-02-24 07:00 | directie-vlieger | 2 amk-opnieuw +2d
            Wed 2027-02-24 07:00 | ib-vlieger | 2 amk-opnieuw +2d
            """)

        try await story.at("Wed 2027-03-10 16:00", "ib-vlieger", "close 3 onvoldoende")
        try await story.at("Thu 2027-03-11 08:30", "directie-vlieger", "close 5 opgepakt")
        try await story.sent(
            """
            Wed 2027-03-10 08:00 | ib-vlieger | 3 amk-opnieuw 0
            Wed 2027-03-10 16:00 | directie-vlieger | 5 opschaling open
            Thu 2027-03-11 08:00 | directie-vlieger | 5 opschaling 0
            """)

        try await story.at("Wed 2027-03-24 16:00", "ib-vlieger", "close 4 onvoldoende")
        try await story.at("Thu 2027-03-25 08:30", "directie-vlieger", "close 7 opgepakt")
        try await story.sent(
            """
            Wed 2027-03-24 08:00 | ib-vlieger | 4 amk-opnieuw 0
            Wed 2027-03-24 16:00 | directie-vlieger | 7 opschaling open
            Thu 2027-03-25 08:00 | directie-vlieger | 7 opschaling 0
            """)

        // And the fifth round comes, in summer time.
        try await story.goesOn(until: "Wed 2027-04-07 12:00")
        try await story.sent(
            """
            Wed 2027-04-07 08:00 | ib-vlieger | 6 amk-opnieuw 0
            """)
    }
}
