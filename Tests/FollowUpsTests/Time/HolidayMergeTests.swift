import Testing

@testable import FollowUps

@Suite("A list of holidays and an installation's own")
struct HolidayMergeTests {
    private func holiday(_ text: String) throws -> Holiday {
        let words = text.split(separator: " ").map(String.init)
        let from = words.count - 2
        let name = words[..<from].filter { !["noord", "midden", "zuid"].contains($0) }.joined(separator: " ")
        let regions = Set(words[..<from].filter { ["noord", "midden", "zuid"].contains($0) })
        return Holiday(name: name, days: days(words[from], words[from + 1]), regions: regions)
    }

    private func line(_ holiday: Holiday) -> String {
        ([holiday.name] + holiday.regions.sorted() + ["\(holiday.days.lowerBound) \(holiday.days.upperBound)"]).joined(separator: " ")
    }

    /// Listed and own holidays, and what comes of them.
    static let table: [(listed: [String], own: [String], merged: [String])] = [
        (["Kerstvakantie 2026-12-19 2027-01-03"], [], ["Kerstvakantie 2026-12-19 2027-01-03"]),
        // Of the same name, however the year is written behind it, and of the same school year: replaced in the regions that it names.
        (
            ["Herfstvakantie midden zuid 2026-10-17 2026-10-25"], ["Herfstvakantie 2026/2027 zuid 2026-10-24 2026-11-01"],
            ["Herfstvakantie midden 2026-10-17 2026-10-25", "Herfstvakantie 2026/2027 zuid 2026-10-24 2026-11-01"]
        ),
        (
            ["Kerstvakantie 2026-12-19 2027-01-03"], ["kerstvakantie noord 2026-12-19 2027-01-10"],
            ["Kerstvakantie midden zuid 2026-12-19 2027-01-03", "kerstvakantie noord 2026-12-19 2027-01-10"]
        ),
        // Without regions: everywhere. The summer holiday belongs to the year that it ends, also where a school lets it begin later.
        (
            ["Zomervakantie noord 2027-07-10 2027-08-22", "Zomervakantie zuid 2027-07-24 2027-09-05"], ["Zomervakantie 2027-07-17 2027-08-29"],
            ["Zomervakantie 2027-07-17 2027-08-29"]
        ),
        // Another school year, another name, another region: added.
        (
            ["Meivakantie noord 2027-04-24 2027-05-02"],
            ["Meivakantie noord 2028-04-24 2028-05-02", "Tulpvakantie noord 2027-05-03 2027-05-07", "Meivakantie zuid 2027-04-26 2027-05-07"],
            [
                "Meivakantie noord 2027-04-24 2027-05-02", "Meivakantie noord 2028-04-24 2028-05-02", "Tulpvakantie noord 2027-05-03 2027-05-07",
                "Meivakantie zuid 2027-04-26 2027-05-07",
            ]
        ),
        // Two weeks of one holiday that an installation writes down in two parts are its own business.
        (
            ["Meivakantie 2027-04-24 2027-05-02"], ["Meivakantie 2027-04-19 2027-04-23", "Meivakantie 2027-05-03 2027-05-07"],
            ["Meivakantie 2027-04-19 2027-04-23", "Meivakantie 2027-05-03 2027-05-07"]
        ),
    ]

    @Test("an own holiday replaces the listed one of its name, school year and regions, and is added otherwise", arguments: table.indices)
    func merges(index: Int) throws {
        let (listed, own, merged) = Self.table[index]
        let merge = HolidayMerge(listed: try listed.map(holiday), own: try own.map(holiday))
        #expect(merge.holidays.map(line) == merged)
        #expect(merge.doubtful.isEmpty)
    }

    @Test("an own one that overlaps a listed one of another name in its region counts beside it, and is doubtful")
    func doubtful() throws {
        let listed = try ["Kerstvakantie noord 2026-12-19 2027-01-03", "Herfstvakantie noord 2026-10-10 2026-10-18"].map(holiday)
        let own = try ["Kerst noord 2026-12-21 2026-12-31", "Kerst zuid 2026-12-21 2026-12-31"].map(holiday)
        let merge = HolidayMerge(listed: listed, own: own)
        #expect(merge.holidays == listed + own)
        #expect(merge.doubtful.map { "\(line($0.own)) in \($0.listed.name)" } == ["Kerst noord 2026-12-21 2026-12-31 in Kerstvakantie"])
    }
}
