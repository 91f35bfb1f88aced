import Testing

/// Nobody's illness stops a reminder (promise 5).
@Suite("Story d: the IB is ill, and so is the deputy", .swept)
struct EverybodyIllStory {
    @Test("three weeks of illness: the deputy gets it, then the directie, then whoever is back")
    func threeWeeks() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.does("directie-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger")
        try await story.at("Mon 2026-11-09 08:30", "directie-vlieger", "person away ib-vlieger --from 2026-11-09 --until 2026-11-29")
        try await story.sent(
            """
            Mon 2026-11-02 09:00 | ib-vlieger | 1 hulp-aangekomen open
            """)

        // Each is the other's deputy: with both away there is nobody left of the chain.
        let warned = try await story.at(
            "Fri 2026-11-13 08:30", "directie-regenboog", "person away ib-regenboog --from 2026-11-13 --until 2026-11-22")
        #expect(warned.standardError.contains("nobody stands in for ib-regenboog"), "\(warned.standardError)")
        try await story.sent(
            """
            Thu 2026-11-12 08:00 | ib-regenboog | 1 hulp-aangekomen -2sd (for ib-vlieger)
            """)

        // In the middle of it an emergency: it takes the same way at once, by day and by night.
        try await story.at("Tue 2026-11-17 10:00", "leerkracht-groep5", "add noodsituatie --case VL-2026-015 --school vlieger")
        try await story.at("Tue 2026-11-17 16:00", "directie-vlieger", "close 2 niet-acuut --reason 'De leerling is veilig'")
        try await story.at("Wed 2026-11-18 08:30", "directie-vlieger", "close 3 geen-risico --reason 'De ouders kunnen het zelf'")
        try await story.sent(
            """
            Mon 2026-11-16 08:00 | directie-vlieger | 1 hulp-aangekomen 0
            Tue 2026-11-17 10:00 | directie-vlieger | 2 noodsituatie 0
            Tue 2026-11-17 12:00 | directie-vlieger | 2 noodsituatie +2h
            Tue 2026-11-17 14:00 | bestuur | 2 noodsituatie +4h
            Tue 2026-11-17 14:00 | directie-vlieger | 2 noodsituatie +4h
            Wed 2026-11-18 08:00 | directie-vlieger | 3 weging 0, 1 hulp-aangekomen +2sd
            """)

        // The deputy is back on the 23rd, the IB on the 30th, and finds both cases in one mail.
        try await story.at("Mon 2026-11-30 09:00", "ib-vlieger", "close 1 ja")
        try await story.sent(
            """
            Thu 2026-11-19 08:00 | directie-vlieger | 4 stappen-vastleggen 0
            Mon 2026-11-23 08:00 | directie-vlieger | 1 hulp-aangekomen +5sd
            Mon 2026-11-23 08:00 | ib-regenboog | 1 hulp-aangekomen +5sd (for ib-vlieger)
            Thu 2026-11-26 08:00 | ib-regenboog | 4 stappen-vastleggen +5sd (for ib-vlieger)
            Mon 2026-11-30 08:00 | bestuur | 1 hulp-aangekomen +10sd
            Mon 2026-11-30 08:00 | ib-vlieger | 1 hulp-aangekomen +10sd, 5 stappen-evalueren -2sd
            """)
    }
}
