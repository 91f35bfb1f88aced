import Testing

@testable import FollowUps

@Suite("Known holidays that end")
struct EndingHolidaysTests {
    private func school(_ id: SchoolID, until last: String?) -> School {
        let holidays = last.map { [days("2026-12-19", "2027-01-03"), day($0).adding(days: -8)...day($0)] } ?? []
        return School(id: id, name: "De \(id)", region: "noord", roles: [:], calendar: SchoolCalendar(clock: .amsterdam, holidays: holidays))
    }

    @Test(
        "are told of from sixty days before the last day on, and for good once they have ended",
        arguments: [
            ("2027-06-22", nil, nil), ("2027-06-23", 60, 60), ("2027-07-22", 31, 60), ("2027-07-23", 30, 30), ("2027-08-08", 14, 14),
            ("2027-08-15", 7, 7), ("2027-08-21", 1, 1), ("2027-08-22", 0, 1), ("2027-08-23", -1, -1), ("2027-09-19", -28, -1),
            ("2027-09-20", -29, -2),
            ("2028-08-22", -366, -14),
        ] as [(String, Int?, Int?)])
    func ending(today: String, left: Int?, stage: Int?) {
        let ending = EndingHolidays(school("vlieger", until: "2027-08-22"), on: day(today))
        #expect(ending?.daysLeft == left)
        #expect(ending?.stage == stage)
        #expect(ending == nil || ending?.lastDay == day("2027-08-22"))
    }

    @Test("are told of for each school by itself, in the order of the configuration; one without any is among them")
    func schools() {
        let schools = [school("a", until: "2030-08-18"), school("b", until: nil), school("c", until: "2027-01-31")]
        let directory = Directory(clock: .amsterdam, schools: schools, people: [])
        let ending = EndingHolidays.of(directory, on: day("2026-12-07"))
        #expect(ending.map(\.school) == ["b", "c"])
        #expect(ending.map(\.daysLeft) == [nil, 55] && ending.map(\.stage) == [0, 60])
    }
}
