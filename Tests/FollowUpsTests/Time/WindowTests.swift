import Foundation
import Testing

@testable import FollowUps

@Suite("Windows and digests")
struct WindowTests {
    @Test("a window is written as the grammar says", arguments: ["school 08:00-17:00", "daily 07:00-21:00", "always", "daily 00:00-24:00"])
    func read(_ text: String) {
        #expect(Window(text) != nil)
    }

    @Test(
        "anything else is no window",
        arguments: [
            "", "Always", "school", "school 08:00", "school 17:00-08:00", "school 08:00-08:00", "weekly 08:00-17:00", "school 8:00-17:00",
            "always 08:00-17:00",
        ])
    func strict(_ text: String) {
        #expect(Window(text) == nil)
    }

    @Test(
        "the window opens at or after an instant; its end is not part of it",
        arguments: [
            ("school 08:00-17:00", "2026-11-23 07:59:59", "2026-11-23 08:00"), ("school 08:00-17:00", "2026-11-23 08:00", "2026-11-23 08:00"),
            ("school 08:00-17:00", "2026-11-23 16:59:59", "2026-11-23 16:59:59"), ("school 08:00-17:00", "2026-11-23 17:00", "2026-11-24 08:00"),
            ("school 08:00-17:00", "2026-11-27 17:00", "2026-11-30 08:00"), ("school 08:00-17:00", "2026-12-18 17:00", "2027-01-04 08:00"),
            ("school 08:00-17:00", "2026-12-25 12:00", "2027-01-04 08:00"), ("daily 07:00-21:00", "2026-12-25 12:00", "2026-12-25 12:00"),
            ("daily 07:00-21:00", "2026-12-25 21:00", "2026-12-26 07:00"), ("daily 07:00-21:00", "2026-12-25 06:00", "2026-12-25 07:00"),
            ("always", "2026-12-25 03:00", "2026-12-25 03:00"), ("daily 07:00-24:00", "2026-12-25 23:59:59", "2026-12-25 23:59:59"),
            // Clock changes: the hours are those on the wall.
            ("daily 07:00-21:00", "2027-03-27 22:00", "2027-03-28T05:00:00Z"), ("daily 07:00-21:00", "2027-10-30 22:00", "2027-10-31T06:00:00Z"),
            ("daily 02:30-04:00", "2027-03-28 00:00", "2027-03-28T01:30:00Z"), ("daily 02:30-04:00", "2027-10-31 00:00", "2027-10-31T00:30:00Z"),
            ("school 08:00-17:00", "2027-03-26 09:00", "2027-03-30 08:00"),
        ])
    func openings(_ text: String, _ instant: String, _ opening: String) {
        let found = window(text).opening(onOrAfter: at(instant), in: .noord)
        #expect(found == at(opening))
        #expect(window(text).contains(found, in: .noord))
    }

    @Test("on a day the window opens at its first hour, on a free day at that of the next school day")
    func days() {
        #expect(Window.always.opening(onOrAfter: day("2026-12-25"), in: .noord) == at("2026-12-25 00:00"))
        #expect(window("daily 07:00-21:00").opening(onOrAfter: day("2026-12-25"), in: .noord) == at("2026-12-25 07:00"))
        #expect(window("school 08:00-17:00").opening(onOrAfter: day("2026-12-25"), in: .noord) == at("2027-01-04 08:00"))
    }

    @Test("a digest is none, daily, or weekly on a day")
    func digests() {
        #expect(Digest("none") == Digest.none)
        #expect(Digest("daily") == .daily)
        #expect(Digest("weekly monday") == .weekly(.monday))
        for text in ["", "weekly", "weekly Monday", "monday", "weekly maandag", "daily monday"] { #expect(Digest(text) == nil) }
    }

    @Test(
        "a digest goes out when the window opens on its day, or on the first school day after a free one",
        arguments: [
            ("daily", "2026-11-23 07:00", "2026-11-23 08:00"), ("daily", "2026-11-23 08:00", "2026-11-23 08:00"),
            ("daily", "2026-11-23 08:00:01", "2026-11-24 08:00"),
            ("daily", "2026-11-27 12:00", "2026-11-30 08:00"),
            ("daily", "2026-12-18 12:00", "2027-01-04 08:00"),
            ("weekly monday", "2026-11-22 12:00", "2026-11-23 08:00"), ("weekly monday", "2026-11-23 08:00", "2026-11-23 08:00"),
            ("weekly monday", "2026-11-23 08:05", "2026-11-30 08:00"),
            ("weekly monday", "2026-11-24 08:00", "2026-11-30 08:00"),
            ("weekly monday", "2026-12-16 10:00", "2027-01-04 08:00"), ("weekly sunday", "2026-11-25 10:00", "2026-11-30 08:00"),
            ("weekly friday", "2026-12-18 10:00", "2027-01-04 08:00"),
            // Easter Monday is free: Tuesday instead, also when asked on the Monday itself.
            ("weekly monday", "2027-03-25 12:00", "2027-03-30 08:00"), ("weekly monday", "2027-03-29 12:00", "2027-03-30 08:00"),
        ])
    func moments(_ digest: String, _ instant: String, _ moment: String) throws {
        let found = try #require(Digest(digest)).moment(onOrAfter: at(instant), window: Policy.normal.window, in: .noord)
        #expect(found.map { wall($0) } == wall(at(moment)))
    }

    @Test("a digest in the summer holiday, which is longer than a week, waits for the first day of school")
    func summer() {
        let found = Digest.weekly(.monday).moment(onOrAfter: at("2027-08-10 12:00"), window: Policy.normal.window, in: .noord)
        #expect(found == at("2027-08-23 08:00"))
        let friday = Digest.weekly(.friday).moment(onOrAfter: at("2027-07-12 12:00"), window: Policy.normal.window, in: .noord)
        #expect(friday == at("2027-08-23 08:00"))
    }

    @Test(
        "the last digest before a moment is that of a digest day, or of the first school day after a free one, and none from before the beginning",
        arguments: [
            ("weekly monday", "2026-11-26 08:00", "2026-11-23 08:00"), ("weekly monday", "2026-11-23 08:00", "2026-11-16 08:00"),
            ("daily", "2026-11-23 08:00", "2026-11-20 08:00"), ("weekly monday", "2027-04-01 08:00", "2027-03-30 08:00"),
            ("weekly wednesday", "2027-08-24 08:00", "2027-08-23 08:00"), ("weekly monday", "2026-11-08 08:00", nil),
            ("none", "2026-11-26 08:00", nil),
        ])
    func lastMoments(_ digest: String, _ instant: String, _ moment: String?) throws {
        let found = try #require(Digest(digest)).moment(
            before: at(instant), notBefore: at("2026-11-04 12:00"), window: Policy.normal.window, in: .noord)
        #expect(found == moment.map { at($0) })
    }

    @Test("no digest waits for nothing")
    func none() {
        #expect(Digest.none.moment(onOrAfter: at("2026-11-23 08:00"), window: .always, in: .noord) == nil)
    }
}
