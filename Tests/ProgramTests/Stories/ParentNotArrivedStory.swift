import Testing

/// The protocol asks the school to check whether the parent has reached the help (step 5a), and the case must not end there.
@Suite("Story a: the parent has not arrived", .swept)
struct ParentNotArrivedStory {
    @Test("twice not arrived: the case is weighed again and the directie takes it up")
    func twice() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger")
        try await story.at("Mon 2026-11-16 10:00", "ib-vlieger", "close 1 nee")
        try await story.sent(
            """
            Thu 2026-11-12 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
            Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            """)

        // The first time the school talks with the parent, weighs, and refers once more; and it goes on looking after the pupil.
        try await story.at("Thu 2026-11-19 14:00", "ib-vlieger", "close 2 besproken")
        try await story.at("Fri 2026-11-20 11:00", "ib-vlieger", "close 4 te-beschermen")
        try await story.does("ib-vlieger", "close 5 oordeel")
        try await story.at("Mon 2026-11-23 09:00", "ib-vlieger", "close 3 goed")
        try await story.does("ib-vlieger", "close 6 getekend")
        try await story.at("Tue 2026-11-24 09:00", "ib-vlieger", "close 7 geregeld")
        try await story.does("ib-vlieger", "close 10 niet-nodig --reason 'In de klas gaat het goed'")
        try await story.at("Wed 2026-11-25 09:00", "ib-vlieger", "close 9 verwezen")
        try await story.sent(
            """
            Tue 2026-11-17 08:00 | ib-vlieger | 2 oudergesprek -2sd
            Thu 2026-11-19 08:00 | ib-vlieger | 2 oudergesprek 0, 3 effect-volgen -2sd
            Mon 2026-11-23 08:00 | ib-vlieger | 3 effect-volgen 0
            """)

        // The second time it took the IB two days too long to ask; the directie hears at once that the case has stalled.
        try await story.at("Fri 2026-12-11 15:00", "ib-vlieger", "close 11 nee")
        try await story.at("Mon 2026-12-14 09:00", "directie-vlieger", "close 13 opgepakt")
        try await story.at("Mon 2026-12-14 09:30", "ib-vlieger", "close 12 te-beschermen")
        try await story.sent(
            """
            Mon 2026-12-07 08:00 | ib-vlieger | 11 hulp-aangekomen -2sd
            Wed 2026-12-09 08:00 | ib-vlieger | 11 hulp-aangekomen 0
            Fri 2026-12-11 08:00 | ib-vlieger | 11 hulp-aangekomen +2sd
            Fri 2026-12-11 15:00 | directie-vlieger | 13 opschaling open
            Sat 2026-12-12 07:00 | directie-vlieger | 13 opschaling 0
            Sun 2026-12-13 07:00 | directie-vlieger | 13 opschaling +1d
            Mon 2026-12-14 08:00 | directie-vlieger | 13 opschaling +2d
            Mon 2026-12-14 08:00 | ib-vlieger | 12 weging 0
            """)

        // Help has to be found by the fifth school day, which is the first one after the holiday: so the IB is warned before it. The pupil, whom the
        // school has looked after since 23 November, is to be seen again on the same day.
        try await story.goesOn(until: "Mon 2027-01-04 12:00")
        try await story.sent(
            """
            Wed 2026-12-16 08:00 | ib-vlieger | 8 effect-volgen holiday, 14 hulp-organiseren holiday
            Thu 2026-12-17 08:00 | ib-vlieger | 8 effect-volgen -2sd, 14 hulp-organiseren -2sd
            Mon 2027-01-04 08:00 | ib-vlieger | 8 effect-volgen 0, 14 hulp-organiseren 0
            """)
    }

    @Test("a waiting list, three times: never counted as arrived, asked again every two weeks, and then weighed and taken up")
    func waitingList() async throws {
        let story = try await Story(from: "Mon 2026-11-02 09:00")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger")
        try await story.at("Mon 2026-11-16 10:00", "ib-vlieger", "close 1 wachtlijst")
        // While the parent waits the school looks after the pupil every two weeks: what is not due for four weeks is brought forward.
        try await story.at("Mon 2026-11-30 10:00", "ib-vlieger", "close 3 goed")
        try await story.does("ib-vlieger", "close 2 wachtlijst")
        try await story.at("Mon 2026-12-14 10:00", "ib-vlieger", "close 4 goed")
        try await story.does("ib-vlieger", "close 5 wachtlijst")
        try await story.sent(
            """
            Thu 2026-11-12 08:00 | ib-vlieger | 1 hulp-aangekomen -2sd
            Mon 2026-11-16 08:00 | ib-vlieger | 1 hulp-aangekomen 0
            Thu 2026-11-26 08:00 | ib-vlieger | 2 hulp-aangekomen -2sd, 3 effect-volgen -2sd
            Mon 2026-11-30 08:00 | ib-vlieger | 2 hulp-aangekomen 0, 3 effect-volgen 0
            Thu 2026-12-10 08:00 | ib-vlieger | 4 effect-volgen -2sd, 5 hulp-aangekomen -2sd
            Mon 2026-12-14 08:00 | ib-vlieger | 4 effect-volgen 0, 5 hulp-aangekomen 0
            """)

        // The third time help alone may not be enough: that is weighed, and the directie takes it up.
        try await story.at("Tue 2026-12-15 09:00", "directie-vlieger", "close 9 opgepakt")
        try await story.at("Thu 2026-12-17 10:00", "ib-vlieger", "close 8 geen-risico --reason 'Er is al andere hulp'")
        try await story.goesOn(until: "Mon 2027-01-04 12:00")
        try await story.sent(
            """
            Mon 2026-12-14 10:00 | directie-vlieger | 9 opschaling open
            Tue 2026-12-15 08:00 | directie-vlieger | 9 opschaling 0
            Wed 2026-12-16 08:00 | ib-vlieger | 6 effect-volgen holiday, 7 hulp-aangekomen holiday
            Thu 2026-12-17 08:00 | ib-vlieger | 8 weging 0, 6 effect-volgen -2sd, 7 hulp-aangekomen -2sd
            Mon 2027-01-04 08:00 | ib-vlieger | 6 effect-volgen 0, 7 hulp-aangekomen 0, 10 stappen-evalueren 0
            """)
        let all: [FollowUpJSON] = try await story.instance.json(["list", "--status", "all"])
        #expect(Set(all.map(\.kind)) == ["hulp-aangekomen", "effect-volgen", "weging", "opschaling", "stappen-evalueren"])
        #expect(all.filter { $0.kind == "hulp-aangekomen" }.map(\.round).sorted() == [1, 2, 3, 4])
    }
}
