import Testing

@testable import FollowUps

@Suite("Moments as people type them")
struct DateExpressionTests {
    @Test("a day, a day and time, or a term")
    func read() {
        #expect(DateExpression("2026-12-12") == .day(day("2026-12-12")))
        #expect(DateExpression("2026-12-12T09:30") == .moment(day("2026-12-12"), time("09:30")))
        #expect(DateExpression("3sd") == .term(term("3sd")))
    }

    @Test(
        "nothing else",
        arguments: ["", "tomorrow", "2026-12-12 09:30", "2026-12-12T9:30", "2026-12-12T09:30:00", "T09:30", "2026-12-12T", "2026-02-30", "-2w"])
    func strict(_ text: String) {
        #expect(DateExpression(text) == nil)
    }

    @Test(
        "it means a day and an instant, counted from now in the calendar's zone",
        arguments: [
            ("2026-12-12", "2026-12-12", "2026-12-12 00:00"), ("2026-12-12T09:30", "2026-12-12", "2026-12-12 09:30"),
            ("2w", "2026-12-07", "2026-12-07 00:30:15"), ("3sd", "2026-11-26", "2026-11-26 00:30:15"), ("2h", "2026-11-23", "2026-11-23 02:30:15"),
        ])
    func meaning(_ text: String, _ date: String, _ instant: String) throws {
        let when = try #require(DateExpression(text))
        let now = at("2026-11-23 00:30:15")  // still the 22nd in UTC
        #expect(when.day(from: now, in: .noord) == day(date))
        #expect(when.instant(from: now, in: .noord) == at(instant))
    }

    @Test(
        "as the beginning of something, a term of days means the start of the day, and one of hours its instant",
        arguments: [
            ("2026-12-12", "2026-12-12 00:00"), ("2026-12-12T09:30", "2026-12-12 09:30"), ("2w", "2026-12-07 00:00"), ("3sd", "2026-11-26 00:00"),
            ("2h", "2026-11-23 02:30:15"),
        ])
    func beginning(_ text: String, _ instant: String) throws {
        #expect(try #require(DateExpression(text)).beginning(from: at("2026-11-23 00:30:15"), in: .noord) == at(instant))
    }

    @Test("normal is due on a school day, urgent on any day, acute at an instant")
    func due() throws {
        let (now, when) = (at("2026-11-23 10:00"), try #require(DateExpression("2026-12-25")))
        #expect(when.due(urgency: .normal, from: now, in: .noord) == .day(day("2027-01-04")))
        #expect(when.due(urgency: .urgent, from: now, in: .noord) == .day(day("2026-12-25")))
        #expect(when.due(urgency: .acute, from: now, in: .noord) == .instant(at("2026-12-25 00:00")))
        #expect(try #require(DateExpression("2h")).due(urgency: .acute, from: now, in: .noord) == .instant(at("2026-11-23 12:00")))
    }

    @Test("overdue means that the day is over, or that the instant is reached")
    func overdue() {
        #expect(Due.day(day("2027-03-28")).overdueFrom(.amsterdam) == at("2027-03-28T22:00:00Z"))
        #expect(Due.instant(at("2027-03-28 03:30")).overdueFrom(.amsterdam) == at("2027-03-28 03:30"))
    }
}
