import Testing

@testable import FollowUps

@Suite("A day")
struct DayTests {
    @Test(
        "a day is read from YYYY-MM-DD and written back the same",
        arguments: ["1970-01-01", "2026-11-22", "2028-02-29", "2000-02-29", "1000-01-01", "9999-12-31"])
    func readAndWritten(_ text: String) throws {
        #expect(try #require(Day(text)).description == text)
    }

    @Test(
        "nothing but a day that exists is read",
        arguments: [
            "", "2026-2-3", "2026-02-3", "26-02-03", "2026-02-30", "2027-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-01-00",
            " 2026-01-01",
            "2026-01-01 ", "2026/01/01", "+026-01-01", "2026-+1-01", "2026-01-01T", "２０２６-01-01", "2026-01-01\u{301}", "0999-01-01", "2026-01--1",
        ])
    func strict(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test("days are counted from 1970 and the count comes back as the same day")
    func numbers() throws {
        #expect(day("1970-01-01").number == 0)
        #expect(day("1969-12-31").number == -1)
        #expect(day("2000-03-01").number == 11_017)
        for number in stride(from: -300_000, through: 2_000_000, by: 97) {
            let (year, month, dayOfMonth) = Day(number: number).components
            #expect(Day(year: year, month: month, day: dayOfMonth)?.number == number)
        }
    }

    @Test(
        "every day knows its weekday",
        arguments: [
            ("1969-12-28", Weekday.sunday), ("1970-01-01", .thursday), ("2026-11-22", .sunday), ("2026-12-07", .monday), ("2028-02-29", .tuesday),
            ("2031-04-27", .sunday), ("1000-01-01", .wednesday),
        ])
    func weekdays(_ text: String, _ weekday: Weekday) {
        #expect(day(text).weekday == weekday)
    }

    @Test(
        "a month later is the same day, or the last of a shorter month",
        arguments: [
            ("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2027-01-31", 3, "2027-04-30"), ("2026-12-15", 1, "2027-01-15"),
            ("2027-03-31", -1, "2027-02-28"), ("2027-01-15", -1, "2026-12-15"), ("2028-02-29", 12, "2029-02-28"), ("2028-02-29", 48, "2032-02-29"),
            ("2027-05-31", -24, "2025-05-31"), ("2026-12-31", 2, "2027-02-28"), ("2027-08-30", 6, "2028-02-29"), ("2027-06-10", 0, "2027-06-10"),
        ])
    func months(_ start: String, _ months: Int, _ end: String) {
        #expect(day(start).adding(months: months) == day(end))
    }

    @Test("adding days crosses months, years and leap days")
    func days() {
        #expect(day("2028-02-28").adding(days: 2) == day("2028-03-01"))
        #expect(day("2027-02-28").adding(days: 1) == day("2027-03-01"))
        #expect(day("2026-12-31").adding(days: 1) == day("2027-01-01"))
        #expect(day("2027-01-01").adding(days: -1) == day("2026-12-31"))
        #expect(day("2026-12-31") < day("2027-01-01"))
    }
}
