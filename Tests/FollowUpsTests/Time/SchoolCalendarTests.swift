import Testing

@testable import FollowUps

@Suite("Public holidays")
struct PublicHolidaysTests {
    @Test(
        "the closed days of a year are these and no others",
        arguments: [
            (
                2026,
                [
                    "2026-01-01", "2026-04-03", "2026-04-05", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-15", "2026-05-24",
                    "2026-05-25", "2026-12-25", "2026-12-26",
                ]
            ),
            (
                2027,
                [
                    "2027-01-01", "2027-03-26", "2027-03-28", "2027-03-29", "2027-04-27", "2027-05-05", "2027-05-06", "2027-05-07", "2027-05-16",
                    "2027-05-17", "2027-12-25", "2027-12-26",
                ]
            ),
            (
                2028,
                [
                    "2028-01-01", "2028-04-14", "2028-04-16", "2028-04-17", "2028-04-27", "2028-05-05", "2028-05-25", "2028-05-26", "2028-06-04",
                    "2028-06-05", "2028-12-25", "2028-12-26",
                ]
            ),
            (  // King's Day falls on a Sunday and is kept the day before.
                2031,
                [
                    "2031-01-01", "2031-04-11", "2031-04-13", "2031-04-14", "2031-04-26", "2031-05-05", "2031-05-22", "2031-05-23", "2031-06-01",
                    "2031-06-02", "2031-12-25", "2031-12-26",
                ]
            ),
        ])
    func years(_ year: Int, _ expected: [String]) {
        let all = (0..<366).map { day("\(year)-01-01").adding(days: $0) }.filter { $0.components.year == year }
        #expect(all.filter(PublicHolidays.contains).map(\.description) == expected)
    }

    @Test(
        "Easter is found in the earliest and the latest years too",
        arguments: [(1818, "1818-03-22"), (1943, "1943-04-25"), (2000, "2000-04-23"), (2038, "2038-04-25"), (2285, "2285-03-22")])
    func easter(_ year: Int, _ date: String) {
        #expect(PublicHolidays.easter(in: year) == day(date))
    }
}

@Suite("The school calendar")
struct SchoolCalendarTests {
    @Test(
        "school days are weekdays less public holidays and school holidays, both ends included",
        arguments: [
            ("2026-12-18", true), ("2026-12-19", false), ("2027-01-03", false), ("2027-01-04", true), ("2026-11-21", false), ("2026-11-22", false),
            ("2026-11-23", true), ("2027-03-26", false), ("2027-04-27", false), ("2027-05-05", false), ("2027-05-07", false), ("2027-05-10", true),
        ])
    func schoolDays(_ date: String, _ expected: Bool) {
        #expect(SchoolCalendar.noord.isSchoolDay(day(date)) == expected)
    }

    @Test("a school's own free days are free, and days it lists as school days are not, whatever else is said of them")
    func own() {
        let calendar = SchoolCalendar(
            clock: .amsterdam, holidays: [days("2027-04-24", "2027-05-02")], freeDays: [day("2026-12-18"), day("2027-05-04")],
            schoolDays: [day("2027-05-05"), day("2027-04-26"), day("2027-05-04"), day("2027-06-12")])
        #expect(!calendar.isSchoolDay(day("2026-12-18")))
        for open in ["2027-05-05", "2027-04-26", "2027-05-04", "2027-06-12"] { #expect(calendar.isSchoolDay(day(open))) }
        #expect(!calendar.isSchoolDay(day("2027-06-13")))
    }

    @Test("a holiday counts for its regions, or for all when it names none")
    func regions() {
        let everywhere = Holiday(name: "Kerstvakantie", days: days("2026-12-19", "2027-01-03"))
        let south = Holiday(name: "Voorjaarsvakantie", days: days("2027-02-13", "2027-02-21"), regions: ["zuid"])
        #expect(everywhere.applies(to: "noord") && everywhere.applies(to: "zuid"))
        #expect(south.applies(to: "zuid") && !south.applies(to: "noord") && !south.applies(to: "midden"))
    }

    @Test(
        "counting school days passes over the Christmas holiday",
        arguments: [
            ("2026-12-07", 2, "2026-12-09"), ("2026-12-07", 5, "2026-12-14"), ("2026-12-07", 9, "2026-12-18"), ("2026-12-07", 10, "2027-01-04"),
            ("2026-12-07", -2, "2026-12-03"), ("2026-12-25", 1, "2027-01-04"), ("2026-12-25", -1, "2026-12-18"), ("2026-12-12", 1, "2026-12-14"),
            ("2026-12-12", -1, "2026-12-11"), ("2026-12-12", 0, "2026-12-12"), ("2027-05-03", 3, "2027-05-11"),
        ])
    func counting(_ start: String, _ count: Int, _ end: String) {
        #expect(SchoolCalendar.noord.day(from: day(start), schoolDays: count) == day(end))
    }

    @Test("the next school day is the day itself when it is one")
    func onOrAfter() {
        #expect(SchoolCalendar.noord.schoolDay(onOrAfter: day("2026-12-18")) == day("2026-12-18"))
        #expect(SchoolCalendar.noord.schoolDay(onOrAfter: day("2026-12-19")) == day("2027-01-04"))
    }

    @Test(
        "a long break counts for the first five school days after it and no longer",
        arguments: [
            ("2027-01-04", "2026-12-19…2027-01-03"), ("2027-01-07", "2026-12-19…2027-01-03"), ("2027-01-08", "2026-12-19…2027-01-03"),
            ("2027-01-11", nil), ("2026-12-18", nil),
            // The short break around Ascension Day does not hide the long one before it: 3, 4, 10, 11 and 12 May.
            ("2027-05-12", "2027-04-24…2027-05-02"), ("2027-05-13", nil),
            // Good Friday to Easter Monday is two weekdays.
            ("2027-03-30", nil),
        ])
    func longBreak(_ date: String, _ expected: String?) {
        let found = SchoolCalendar.noord.longBreak(shortlyBefore: day(date)).map { "\($0.lowerBound)…\($0.upperBound)" }
        #expect(found == expected)
    }

    @Test("a break is long from five weekdays on, public holidays among them")
    func lengthOfBreak() {
        func calendar(_ first: String, _ last: String) -> SchoolCalendar { SchoolCalendar(clock: .amsterdam, holidays: [days(first, last)]) }
        #expect(calendar("2027-02-08", "2027-02-11").longBreak(shortlyBefore: day("2027-02-12")) == nil)
        #expect(calendar("2027-02-08", "2027-02-12").longBreak(shortlyBefore: day("2027-02-15")) == days("2027-02-06", "2027-02-14"))
        // Tuesday to Thursday after Easter, with Good Friday and Easter Monday, make five.
        #expect(calendar("2027-03-30", "2027-04-01").longBreak(shortlyBefore: day("2027-04-02")) == days("2027-03-26", "2027-04-01"))
    }

    @Test("a calendar without any school day still comes to an end")
    func alwaysFree() {
        let never = SchoolCalendar(clock: .amsterdam, holidays: [days("2020-01-01", "2099-12-31")])
        #expect(never.day(from: day("2026-12-07"), schoolDays: 2) > day("2026-12-07"))
        #expect(never.schoolDay(onOrAfter: day("2026-12-07")) > day("2026-12-07"))
        #expect(never.longBreak(shortlyBefore: day("2026-12-07")) != nil)
    }
}
