import Configuration
import FollowUps
import Foundation
import Testing

@Suite("The school year of the shipped catalogue")
struct SchoolYearTests {
    /// The official holidays of two regions, whose years begin and end the earliest and the latest.
    static let holidays: [(region: String, days: [(String, String)])] = [
        (
            "noord",
            [
                ("2026-07-04", "2026-08-16"), ("2026-10-10", "2026-10-18"), ("2026-12-19", "2027-01-03"), ("2027-02-20", "2027-02-28"),
                ("2027-04-24", "2027-05-02"), ("2027-07-10", "2027-08-22"), ("2027-10-16", "2027-10-24"), ("2027-12-25", "2028-01-09"),
                ("2028-02-19", "2028-02-27"), ("2028-04-29", "2028-05-07"), ("2028-07-15", "2028-08-27"),
            ]
        ),
        (
            "zuid",
            [
                ("2026-07-11", "2026-08-23"), ("2026-10-17", "2026-10-25"), ("2026-12-19", "2027-01-03"), ("2027-02-13", "2027-02-21"),
                ("2027-04-24", "2027-05-02"), ("2027-07-24", "2027-09-05"), ("2027-10-23", "2027-10-31"), ("2027-12-25", "2028-01-09"),
                ("2028-02-26", "2028-03-05"), ("2028-04-29", "2028-05-07"), ("2028-07-22", "2028-09-03"),
            ]
        ),
    ]

    private let catalogue: Catalogue

    init() throws { catalogue = try Walk().catalogue }

    @Test("gives a day to every kind that comes round at a school")
    func complete() {
        let kinds = catalogue.kinds.filter { $0.scope == .school && $0.repeat != nil }
        #expect(kinds.count == 18)
        #expect(kinds.filter { $0.schoolYearDay == nil }.map(\.id) == [])
    }

    @Test("asks one thing a week at most, never in a holiday, and evaluates before it adopts", arguments: holidays.indices, [2026, 2027])
    func spread(region: Int, start: Int) throws {
        let free = try Self.holidays[region].days.map { try #require(Day($0.0))...#require(Day($0.1)) }
        let calendar = SchoolCalendar(clock: Walk.zone, holidays: free)
        let year = try #require(SchoolYear(startingIn: start))
        let entries = SchoolYearPlan(year, kinds: catalogue.kinds, today: year.days.lowerBound, calendar: calendar).entries
        let days = entries.map { $0.due.day(Walk.zone) }
        #expect(entries.count == 18)
        #expect(days.filter { !calendar.isSchoolDay($0) } == [])
        #expect(Set(days.map { ($0.number + 3) / 7 }).count == 18, "\(days)")
        // From two weeks into the school year until two weeks before the summer, whatever the region.
        let summers = free.filter { $0.upperBound.number - $0.lowerBound.number > 30 }
        for (kind, day) in zip(entries.map(\.kind), days) {
            let around = [day.adding(days: -1), day.adding(days: 14)]
            #expect(!around.contains { candidate in summers.contains { $0.contains(candidate) } }, "\(kind.id) on \(day)")
        }
        let order = entries.map(\.kind.id)
        #expect(try #require(order.firstIndex(of: "meldcode-evalueren")) < #require(order.firstIndex(of: "meldcode-vaststellen")))
    }

    @Test("begins on 1 August and knows the days of its own two years")
    func bounds() throws {
        for (day, name) in [("2026-07-31", "2025-2026"), ("2026-08-01", "2026-2027"), ("2027-01-01", "2026-2027"), ("2028-02-29", "2027-2028")] {
            let year = SchoolYear(containing: try #require(Day(day)))
            #expect(year.description == name)
            #expect(year.days.contains(try #require(Day(day))))
        }
        let year = try #require(SchoolYear(startingIn: 2027))
        #expect("\(year.days.lowerBound) \(year.days.upperBound)" == "2027-08-01 2028-07-31")
        for (text, day) in [("08-01", "2027-08-01"), ("12-31", "2027-12-31"), ("03-01", "2028-03-01"), ("07-31", "2028-07-31")] {
            #expect(year.day(try #require(MonthDay(text))) == Day(day))
        }
        #expect(MonthDay("02-29") == nil)
        #expect(MonthDay("10-1") == nil)
        #expect(MonthDay("13-01") == nil)
        #expect(MonthDay("10-01")?.description == "10-01")
    }

    @Test("started with too few weeks left lets an owner's follow-ups share them")
    func late() throws {
        let calendar = SchoolCalendar(clock: Walk.zone)
        let year = try #require(SchoolYear(startingIn: 2026))
        let june = SchoolYearPlan(year, kinds: catalogue.kinds, today: try #require(Day("2027-06-07")), calendar: calendar).entries
        let directie = june.filter { $0.kind.owner == .role("directie") }.map { $0.due.day(Walk.zone).description }
        #expect(directie == ["2027-06-14", "2027-06-14", "2027-06-14", "2027-06-21", "2027-06-21", "2027-06-21", "2027-06-28", "2027-06-28"])
    }
}
