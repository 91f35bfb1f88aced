import Testing

/// The school is closed for six weeks from Saturday 10 July 2027. What can wait is warned of before and waits until it is open again; what cannot goes
/// to whoever watches over the holiday.
@Suite("Story c: the summer holiday", .swept)
struct SummerHolidayStory {
    @Sendable static func covered(_ configuration: String) -> String {
        configuration.replacing(
            "bestuur  = \"bestuur\"\n\n[[school]]", with: "bestuur  = \"bestuur\"\n[school.holiday_cover]\nib = \"vakantiewacht\"\n\n[[school]]"
        ).replacing(
            "[[person]]\nid    = \"bestuur\"",
            with: "[[person]]\nid    = \"vakantiewacht\"\nname  = \"Wacht\"\nemail = \"wacht@vlieger.example\"\n\n"
                + "[[person]]\nid    = \"bestuur\"")
    }

    @Test("what is due in it is warned of before and moved after it; what is urgent goes to the holiday cover, and past them when they are away")
    func summer() async throws {
        let story = try await Story(from: "Mon 2027-06-28 09:00", edit: Self.covered)
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2027-014 --school vlieger --due 2027-07-14")
        let open: [FollowUpJSON] = try await story.instance.json(["list"])
        #expect(open.map(\.due) == ["2027-08-23"])
        try await story.goesOn(until: "Wed 2027-07-14 10:00")
        try await story.sent(
            """
            Wed 2027-07-07 08:00 | ib-vlieger | 1 hulp-aangekomen holiday
            Thu 2027-07-08 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
            """)

        // The other school of the board has the same holiday, and nobody named for it.
        try await story.does("leerkracht-groep5", "add weging --case VL-2027-021 --school vlieger --reason 'Er komt geen gesprek'")
        try await story.does("directie-regenboog", "add weging --case RB-2027-003 --school regenboog --reason 'Er komt geen gesprek'")
        let forecast: [ForecastJSON] = try await story.instance.json(["forecast", "--days", "6"])
        #expect(
            forecast.filter { $0.follow_up == 2 }.map { "\($0.at.prefix(16)) \($0.recipient) \($0.step)" } == [
                "2027-07-14T10:00 vakantiewacht open", "2027-07-17T07:00 vakantiewacht 0", "2027-07-18T07:00 vakantiewacht +1d",
                "2027-07-19T07:00 directie-vlieger +2d", "2027-07-19T07:00 vakantiewacht +2d",
            ])
        try await story.at("Thu 2027-07-15 09:00", "ib-regenboog", "close 3 geen-risico --reason 'De ouders kunnen het zelf'")
        try await story.goesOn(until: "Mon 2027-07-19 12:00")
        _ = try await story.asks("person away vakantiewacht --from 2027-07-20 --until 2027-07-25")
        try await story.goesOn(until: "Wed 2027-07-21 12:00")
        _ = try await story.asks("person away ib-vlieger --from 2027-07-22 --until 2027-07-31")
        try await story.at("Thu 2027-07-22 09:00", "ib-regenboog", "close 2 te-beschermen")
        try await story.sent(
            """
            Wed 2027-07-14 10:00 | ib-regenboog | 3 weging open
            Wed 2027-07-14 10:00 | vakantiewacht | 2 weging open (for ib-vlieger)
            Sat 2027-07-17 07:00 | vakantiewacht | 2 weging 0 (for ib-vlieger)
            Sun 2027-07-18 07:00 | vakantiewacht | 2 weging +1d (for ib-vlieger)
            Mon 2027-07-19 07:00 | directie-vlieger | 2 weging +2d
            Mon 2027-07-19 07:00 | vakantiewacht | 2 weging +2d (for ib-vlieger)
            Wed 2027-07-21 07:00 | bestuur | 2 weging +4d
            Wed 2027-07-21 07:00 | ib-vlieger | 2 weging +4d
            Thu 2027-07-22 07:00 | bestuur | 2 weging repeat 1
            Thu 2027-07-22 07:00 | ib-regenboog | 2 weging repeat 1 (for ib-vlieger)
            """)

        // Back on duty, and at night an emergency.
        try await story.at("Mon 2027-07-26 22:15", "leerkracht-groep5", "add noodsituatie --case VL-2027-022 --school vlieger")
        try await story.at("Tue 2027-07-27 00:30", "vakantiewacht", "close 6 niet-acuut --reason 'De leerling is veilig'")
        try await story.at("Wed 2027-07-28 12:00", "vakantiewacht", "close 7 geen-risico --reason 'De ouders kunnen het zelf'")
        try await story.sent(
            """
            Mon 2027-07-26 22:15 | vakantiewacht | 6 noodsituatie 0 (for ib-vlieger)
            Tue 2027-07-27 00:15 | directie-vlieger | 6 noodsituatie +2h
            Tue 2027-07-27 00:15 | vakantiewacht | 6 noodsituatie +2h (for ib-vlieger)
            Wed 2027-07-28 07:00 | vakantiewacht | 7 weging 0 (for ib-vlieger)
            """)

        // School is back: one mail with all that waited for it, and nothing more for the cover.
        try await story.goesOn(until: "Mon 2027-08-23 12:00")
        try await story.sent(
            """
            Mon 2027-08-23 08:00 | ib-regenboog | 4 stappen-evalueren 0
            Mon 2027-08-23 08:00 | ib-vlieger | 1 hulp-aangekomen 0, 9 stappen-evalueren 0, 8 stappen-vastleggen open, 5 hulp-organiseren open
            """)
        try await story.does("leerkracht-groep5", "add weging --case VL-2027-023 --school vlieger --reason 'Er komt geen gesprek'")
        try await story.goesOn(until: "Mon 2027-08-23 13:00")
        try await story.sent(
            """
            Mon 2027-08-23 12:00 | ib-vlieger | 10 weging open
            """)
    }
}
