import Foundation
import Testing

@testable import FollowUps

@Suite("The clock on the wall")
struct WallClockTests {
    @Test(
        "a time on a day is one instant, whatever the clock does that night",
        arguments: [
            ("Europe/Amsterdam", "2026-12-07", "08:00", "2026-12-07T07:00:00Z"),
            ("Europe/Amsterdam", "2027-06-15", "08:00", "2027-06-15T06:00:00Z"),
            // Spring: 02:00 to 03:00 is skipped, which is also Easter Sunday.
            ("Europe/Amsterdam", "2027-03-28", "00:00", "2027-03-27T23:00:00Z"),
            ("Europe/Amsterdam", "2027-03-28", "01:59", "2027-03-28T00:59:00Z"),
            ("Europe/Amsterdam", "2027-03-28", "02:00", "2027-03-28T01:00:00Z"),
            ("Europe/Amsterdam", "2027-03-28", "02:30", "2027-03-28T01:30:00Z"),
            ("Europe/Amsterdam", "2027-03-28", "03:00", "2027-03-28T01:00:00Z"),
            ("Europe/Amsterdam", "2027-03-28", "08:00", "2027-03-28T06:00:00Z"),
            ("Europe/Amsterdam", "2027-03-29", "00:30", "2027-03-28T22:30:00Z"),
            // Autumn: 02:00 to 03:00 comes twice; the first is meant.
            ("Europe/Amsterdam", "2027-10-31", "00:00", "2027-10-30T22:00:00Z"),
            ("Europe/Amsterdam", "2027-10-31", "02:00", "2027-10-31T00:00:00Z"),
            ("Europe/Amsterdam", "2027-10-31", "02:30", "2027-10-31T00:30:00Z"),
            ("Europe/Amsterdam", "2027-10-31", "03:00", "2027-10-31T02:00:00Z"),
            ("Europe/Amsterdam", "2027-10-31", "08:00", "2027-10-31T07:00:00Z"),
            ("Europe/Amsterdam", "2027-10-31", "24:00", "2027-10-31T23:00:00Z"),
            ("Europe/Amsterdam", "2027-11-01", "00:30", "2027-10-31T23:30:00Z"),
            // The Caribbean Netherlands know no summer time; New York changes on other days; Lord Howe by half an hour.
            ("America/Curacao", "2027-03-28", "02:30", "2027-03-28T06:30:00Z"),
            ("America/New_York", "2027-03-14", "02:30", "2027-03-14T07:30:00Z"),
            ("America/New_York", "2027-11-07", "01:30", "2027-11-07T05:30:00Z"),
            ("Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-02T15:45:00Z"),
            ("Pacific/Kiritimati", "2027-01-01", "00:00", "2026-12-31T10:00:00Z"),
        ])
    func instants(_ zone: String, _ date: String, _ hour: String, _ instant: String) {
        #expect(WallClock.zone(zone).instant(day(date), time(hour)) == at(instant))
    }

    @Test(
        "an instant falls on the local day and minute",
        arguments: [
            ("2026-12-06T22:59:59Z", "2026-12-06", 23 * 60 + 59), ("2026-12-06T23:00:00Z", "2026-12-07", 0),
            ("2027-03-28T00:59:00Z", "2027-03-28", 119), ("2027-03-28T01:00:00Z", "2027-03-28", 180),
            ("2027-10-31T00:30:00Z", "2027-10-31", 150), ("2027-10-31T01:30:00Z", "2027-10-31", 150),
            ("1969-12-31T22:59:59Z", "1969-12-31", 23 * 60 + 59),
        ])
    func days(_ instant: String, _ date: String, _ minutes: Int) {
        #expect(WallClock.amsterdam.day(of: at(instant)) == day(date))
        #expect(WallClock.amsterdam.minutes(of: at(instant)) == minutes)
    }

    @Test("every hour of two years is on the day whose start lies before it and whose next start lies after it")
    func startsOfDays() {
        for zone in ["Europe/Amsterdam", "America/New_York", "America/Curacao"] {
            let clock = WallClock.zone(zone)
            var instant = at("2027-01-01T00:00:00Z")
            while instant < at("2029-01-01T00:00:00Z") {
                let day = clock.day(of: instant)
                #expect(clock.start(of: day) <= instant && instant < clock.start(of: day.adding(days: 1)))
                instant = instant.addingTimeInterval(3600)
            }
        }
    }

    @Test("ISO 8601 carries the offset of that moment")
    func iso() {
        #expect(WallClock.amsterdam.iso8601(at("2026-12-07 08:00")) == "2026-12-07T08:00:00+01:00")
        #expect(WallClock.amsterdam.iso8601(at("2027-10-31T00:30:00Z")) == "2027-10-31T02:30:00+02:00")
        #expect(WallClock.amsterdam.iso8601(at("2027-10-31T01:30:00Z")) == "2027-10-31T02:30:00+01:00")
        #expect(WallClock.zone("America/St_Johns").iso8601(at("2027-01-01T00:00:00Z")) == "2026-12-31T20:30:00-03:30")
    }
}
