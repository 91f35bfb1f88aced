import Foundation
import Testing

@testable import FollowUps

@Suite("Terms and times of day")
struct TermTests {
    @Test("a term is a whole number and a unit", arguments: ["0h", "2h", "10d", "3sd", "2w", "6m", "9999d"])
    func read(_ text: String) throws {
        #expect(try #require(Term(text)).description == text)
    }

    @Test("anything else is no term", arguments: ["", "2", "d", "-2d", "+2d", "2 d", " 2d", "2D", "2y", "2sdx", "10000d", "1.5h", "٣d", "2min"])
    func strict(_ text: String) {
        #expect(Term(text) == nil)
    }

    @Test(
        "a term counts from a day, in both directions",
        arguments: [
            ("2026-11-20", "1sd", false, "2026-11-23"), ("2026-11-22", "1sd", false, "2026-11-23"), ("2026-12-07", "2sd", true, "2026-12-03"),
            ("2026-12-07", "2w", false, "2026-12-21"), ("2026-11-22", "10d", false, "2026-12-02"), ("2026-08-31", "6m", false, "2027-02-28"),
            ("2026-12-07", "10sd", false, "2027-01-04"), ("2027-01-04", "10sd", true, "2026-12-07"), ("2026-12-07", "5h", false, "2026-12-07"),
            ("2026-12-07", "0sd", false, "2026-12-07"), ("2026-12-06", "0sd", false, "2026-12-06"),
        ])
    func days(_ start: String, _ text: String, _ backwards: Bool, _ end: String) {
        #expect(term(text).day(from: day(start), in: .noord, backwards: backwards) == day(end))
    }

    @Test(
        "hours are a fixed length over a clock change, all else keeps the time on the wall",
        arguments: [
            ("2027-03-27 23:30:15", "4h", "2027-03-28 04:30:15"), ("2027-10-30 23:30", "4h", "2027-10-31 02:30 twice"),
            ("2027-03-27 09:30:15", "1d", "2027-03-28 09:30:15"), ("2027-10-30 09:30", "1d", "2027-10-31 09:30"),
            ("2027-03-27 02:30", "1d", "2027-03-28 03:30"), ("2027-10-30 02:30", "1d", "2027-10-31 02:30"),
            ("2027-03-25 10:00", "1sd", "2027-03-30 10:00"), ("2026-12-18 10:00", "1sd", "2027-01-04 10:00"),
        ])
    func instants(_ start: String, _ text: String, _ end: String) {
        let expected = end.hasSuffix(" twice") ? at(String(end.dropLast(6))).addingTimeInterval(3600) : at(end)
        #expect(term(text).instant(from: at(start), in: .noord) == expected)
    }

    @Test("a term before an instant is the way back")
    func backwards() {
        #expect(term("2h").instant(from: at("2027-03-28 03:30"), in: .noord, backwards: true) == at("2027-03-28 00:30"))
        #expect(term("1w").instant(from: at("2027-04-01 09:00"), in: .noord, backwards: true) == at("2027-03-25 09:00"))
    }

    @Test("a time of day is HH:MM, up to the end of the day", arguments: ["00:00", "08:00", "09:05", "23:59", "24:00"])
    func timeOfDay(_ text: String) throws {
        #expect(try #require(TimeOfDay(text)).description == text)
    }

    @Test(
        "anything else is no time of day",
        arguments: ["", "8:00", "08:0", "08.00", "24:01", "25:00", "08:60", "-1:00", "08:00:00", " 08:00", "٠٨:00"])
    func strictTime(_ text: String) {
        #expect(TimeOfDay(text) == nil)
    }
}
