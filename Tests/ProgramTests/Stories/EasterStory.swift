import Testing

/// In 2027 Easter Sunday is the day on which the clock changes, 28 March.
@Suite("Story k: Easter on the day of the clock change", .swept)
struct EasterStory {
    @Test("what is due on Good Friday waits for the Tuesday; what is urgent waits for nothing")
    func easter() async throws {
        let story = try await Story(from: "Mon 2027-03-15 09:00")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2027-03-26")
        try await story.at("Thu 2027-03-25 10:00", "ib-vlieger", "add weging --case VL-2026-021 --school vlieger --reason 'Er komt geen gesprek'")
        try await story.does("ib-vlieger", "add oudergesprek --case VL-2026-022 --school vlieger")
        try await story.at("Mon 2027-03-29 12:00", "ib-vlieger", "close 2 geen-risico --reason 'De ouders kunnen het zelf'")
        try await story.sent(
            """
            Wed 2027-03-24 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
            Sun 2027-03-28 07:00+02 | ib-vlieger | 2 weging 0
            Mon 2027-03-29 07:00 | ib-vlieger | 2 weging +1d
            """)

        let open: [FollowUpJSON] = try await story.instance.json(["list"])
        #expect(open.first { $0.id == 1 }?.due == "2027-03-30")
        // Five school days from the Thursday before: 30 and 31 March, 1, 2 and 5 April.
        #expect(open.first { $0.id == 3 }?.due == "2027-04-05")
        try await story.goesOn(until: "Mon 2027-04-05 12:00")
        try await story.sent(
            """
            Tue 2027-03-30 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            Thu 2027-04-01 08:00 | ib-vlieger | 1 hulp-aangekomen +2sd, 3 oudergesprek -2sd
            Mon 2027-04-05 08:00 | ib-vlieger | 3 oudergesprek 0
            """)
    }
}
