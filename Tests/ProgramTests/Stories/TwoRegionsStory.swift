import Testing

/// Each school keeps its own calendar, also where they share people. In 2027 the spring holiday of the south is 13 to 21 February, that of the north
/// 20 to 28 February.
@Suite("Story n: two schools, two regions, one director", .swept)
struct TwoRegionsStory {
    @Sendable static func oneDirector(_ configuration: String) -> String {
        configuration.replacing("directie = \"directie-regenboog\"", with: "directie = \"directie-vlieger\"")
            .replacing("name   = \"De Regenboog\"\nregion = \"noord\"", with: "name   = \"De Regenboog\"\nregion = \"zuid\"")
    }

    @Test("the director is reminded of each school on the days that this school is open")
    func twoCalendars() async throws {
        let story = try await Story(from: "Mon 2027-02-01 09:00", edit: Self.oneDirector)
        try await story.does("bestuur", "add verbeteractie --school vlieger --due 2027-02-17")
        try await story.does("bestuur", "add verbeteractie --school regenboog --due 2027-02-17")
        try await story.goesOn(until: "Thu 2027-02-18 17:00")
        try await story.sent(
            """
            Mon 2027-02-01 09:00 | directie-vlieger | 1 verbeteractie open, 2 verbeteractie open
            Wed 2027-02-10 08:00 | directie-vlieger | 2 verbeteractie holiday
            Thu 2027-02-11 08:00 | directie-vlieger | 2 verbeteractie -2sd
            Mon 2027-02-15 08:00 | directie-vlieger | 1 verbeteractie -2sd
            Wed 2027-02-17 08:00 | directie-vlieger | 1 verbeteractie 0
            """)

        // Neither gets done. De Regenboog goes on while De Vlieger is on holiday, and a step to the directie is one mail to the one director.
        try await story.goesOn(until: "Wed 2027-03-03 12:00")
        try await story.sent(
            """
            Fri 2027-02-19 08:00 | directie-vlieger | 1 verbeteractie +2sd
            Mon 2027-02-22 08:00 | directie-vlieger | 2 verbeteractie 0
            Wed 2027-02-24 08:00 | directie-vlieger | 2 verbeteractie +2sd
            Mon 2027-03-01 08:00 | directie-vlieger | 2 verbeteractie +5sd
            Wed 2027-03-03 08:00 | directie-vlieger | 1 verbeteractie +5sd
            """)
    }

    @Test("what a school does every year is reminded of by its own calendar too, and then not until a year later")
    func everyYear() async throws {
        let story = try await Story(from: "Mon 2027-02-01 09:00", edit: Self.oneDirector)
        try await story.does("bestuur", "add meldcode-evalueren --school vlieger --due 2027-02-17")
        try await story.does("bestuur", "add meldcode-evalueren --school regenboog --due 2027-02-17")
        try await story.goesOn(until: "Mon 2027-03-08 12:00")
        try await story.sent(
            """
            Wed 2027-02-10 08:00 | directie-vlieger | 1 meldcode-evalueren -1w, 2 meldcode-evalueren holiday
            Wed 2027-02-17 08:00 | directie-vlieger | 1 meldcode-evalueren 0
            Mon 2027-02-22 08:00 | directie-vlieger | 2 meldcode-evalueren 0
            Wed 2027-03-03 08:00 | directie-vlieger | 1 meldcode-evalueren +2w
            Mon 2027-03-08 08:00 | directie-vlieger | 2 meldcode-evalueren +2w
            """)

        // Done at last, and then it is a year until the next time; De Regenboog has eight weeks to mend what it found.
        try await story.does("directie-vlieger", "close 1 goed")
        try await story.does("directie-vlieger", "close 2 verbeterpunten")
        try await story.goesOn(until: "Mon 2027-05-03 12:00")
        try await story.sent(
            """
            Thu 2027-04-29 08:00 | directie-vlieger | 4 verbeteractie -2sd
            Mon 2027-05-03 08:00 | directie-vlieger | 4 verbeteractie 0
            """)
    }
}
