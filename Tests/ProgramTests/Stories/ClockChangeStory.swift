import Testing

/// Two hours last two hours in the nights that have an hour less or more, and seven in the morning stays seven in the morning.
@Suite("Story j: the nights in which the clock changes", .swept)
struct ClockChangeStory {
    @Test("spring, with the daemon: from two o'clock the clock jumps to three")
    func spring() async throws {
        let story = try await Story(from: "Sat 2027-03-27 22:00")
        try await story.startsTheDaemon()
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger --due 2027-03-27")
        // A time that this night does not have is read by the clock as it still was, so an hour later by the new one.
        try await story.does("ib-vlieger", "add vgv-eer-amk --case VL-2026-021 --school vlieger --due 2027-03-28T02:30")
        try await story.at("Sat 2027-03-27 23:30", "leerkracht-groep5", "add noodsituatie --case VL-2026-015 --school vlieger")
        try await story.at("Sun 2027-03-28 04:00", "ib-vlieger", "close 2 gemeld")
        try await story.at("Sun 2027-03-28 09:00", "ib-vlieger", "close 3 gemeld")
        try await story.at("Sun 2027-03-28 09:05", "ib-vlieger", "close 1 verbeterd")
        try await story.at("Mon 2027-03-29 08:00", "ib-vlieger", "close 4 afgesproken")
        try await story.stopsTheDaemon()
        try await story.sent(
            """
            Sat 2027-03-27 23:30 | ib-vlieger | 3 noodsituatie 0
            Sun 2027-03-28 01:30+01 | directie-vlieger | 3 noodsituatie +2h
            Sun 2027-03-28 01:30+01 | ib-vlieger | 3 noodsituatie +2h
            Sun 2027-03-28 03:30+02 | ib-vlieger | 2 vgv-eer-amk 0
            Sun 2027-03-28 04:30+02 | bestuur | 3 noodsituatie +4h
            Sun 2027-03-28 04:30+02 | ib-vlieger | 3 noodsituatie +4h
            Sun 2027-03-28 07:00+02 | ib-vlieger | 1 amk-opnieuw +1d
            Sun 2027-03-28 08:30+02 | bestuur | 3 noodsituatie repeat 1
            Sun 2027-03-28 08:30+02 | directie-vlieger | 3 noodsituatie repeat 1
            Sun 2027-03-28 08:30+02 | ib-vlieger | 3 noodsituatie repeat 1
            Mon 2027-03-29 07:00 | ib-vlieger | 4 melding-afspraken 0, 8 melding-afspraken 0, 10 ouder-inlichten 0
            """)
    }

    @Test("autumn, with one pass at a time: from three o'clock the clock falls back to two")
    func autumn() async throws {
        let story = try await Story(from: "Fri 2027-10-29 12:00", isOnePassAtATime: true)
        try await story.does("ib-vlieger", "add amk-opnieuw --case VL-2026-009 --school vlieger --due 2027-10-30")
        try await story.does("ib-vlieger", "add hulp-aangekomen --case VL-2026-014 --school vlieger --due 2027-11-01")
        // Of a time that this night has twice, the first is meant.
        try await story.does("ib-vlieger", "add vgv-eer-amk --case VL-2026-021 --school vlieger --due 2027-10-31T02:30")
        try await story.at("Sat 2027-10-30 23:30", "leerkracht-groep5", "add noodsituatie --case VL-2026-015 --school vlieger")
        try await story.at("Sun 2027-10-31 07:30", "ib-vlieger", "close 4 gemeld")
        try await story.at("Sun 2027-10-31 07:35", "ib-vlieger", "close 3 gemeld")
        try await story.goesOn(until: "Mon 2027-11-01 12:00")
        try await story.sent(
            """
            Sat 2027-10-30 07:00 | ib-vlieger | 1 amk-opnieuw 0
            Sat 2027-10-30 23:30 | ib-vlieger | 4 noodsituatie 0
            Sun 2027-10-31 01:30+02 | directie-vlieger | 4 noodsituatie +2h
            Sun 2027-10-31 01:30+02 | ib-vlieger | 4 noodsituatie +2h
            Sun 2027-10-31 02:30+02 | ib-vlieger | 3 vgv-eer-amk 0
            Sun 2027-10-31 02:30+01 | bestuur | 4 noodsituatie +4h
            Sun 2027-10-31 02:30+01 | ib-vlieger | 4 noodsituatie +4h
            Sun 2027-10-31 03:30+01 | directie-vlieger | 3 vgv-eer-amk +2h
            Sun 2027-10-31 03:30+01 | ib-vlieger | 3 vgv-eer-amk +2h
            Sun 2027-10-31 05:30+01 | bestuur | 3 vgv-eer-amk +4h
            Sun 2027-10-31 05:30+01 | ib-vlieger | 3 vgv-eer-amk +4h
            Sun 2027-10-31 06:30+01 | bestuur | 4 noodsituatie repeat 1
            Sun 2027-10-31 06:30+01 | directie-vlieger | 4 noodsituatie repeat 1
            Sun 2027-10-31 06:30+01 | ib-vlieger | 4 noodsituatie repeat 1
            Sun 2027-10-31 07:00+01 | ib-vlieger | 1 amk-opnieuw +1d
            Mon 2027-11-01 08:00 | directie-vlieger | 1 amk-opnieuw +2d
            Mon 2027-11-01 08:00 | ib-vlieger | 1 amk-opnieuw +2d, 5 melding-afspraken 0, 7 ouder-inlichten 0, 10 melding-afspraken 0, 2 hulp-aangekomen 0
            """)
    }
}
