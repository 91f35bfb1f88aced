import Foundation
import FollowUps
import Testing

@testable import Configuration

@Suite("The list of school holidays")
struct HolidayFileTests {
    /// The contract's two schools of noord, the second moved to zuid, without holidays of their own and with a list.
    private func instance(_ list: String?, own: String = "", in folder: String = "") throws -> Instance {
        let text = try Instance.contract
        let start = try #require(text.range(of: "[[holiday]]")).lowerBound
        let end = try #require(text.range(of: "[[contact]]")).lowerBound
        let instance = try Instance(
            text.replacingCharacters(in: start..<end, with: own + "\n").replacing("[service]\n", with: "[service]\nholidays = \"vakanties.csv\"\n")
                .replacing("name   = \"De Regenboog\"\nregion = \"noord\"", with: "name   = \"De Regenboog\"\nregion = \"zuid\""))
        if let list { try Data(list.utf8).write(to: instance.folder.appending(path: "\(folder)vakanties.csv")) }
        return instance
    }

    /// The free days of a school in some weeks, as the first and last weekday of each run.
    private func free(_ instance: Instance, _ school: SchoolID, _ from: String, _ until: String) throws -> [String] {
        let calendar = try instance.load().directory.calendar(of: school)
        let (first, last) = (try #require(Day(from)), try #require(Day(until)))
        var runs: [[Day]] = []
        for day in (first.number...last.number).map(Day.init(number:)) where !day.weekday.isWeekend && !calendar.isSchoolDay(day) {
            if let previous = runs.last?.last, day.number - previous.number <= 3 { runs[runs.count - 1].append(day) } else { runs.append([day]) }
        }
        return runs.map { "\($0[0]) \($0[$0.count - 1])" }
    }

    @Test("as it is shipped has no mistake, and gives each region its weeks")
    func shipped() throws {
        let list = try String(contentsOf: Instance.templates.appending(path: "schoolvakanties.csv"), encoding: .utf8)
        let instance = try instance(list)
        #expect(instance.problems() == [])
        #expect(try instance.load().warnings == [])
        #expect(try free(instance, "vlieger", "2026-10-01", "2026-11-30") == ["2026-10-12 2026-10-16"])
        #expect(try free(instance, "regenboog", "2026-10-01", "2026-11-30") == ["2026-10-19 2026-10-23"])
        #expect(try free(instance, "vlieger", "2030-06-15", "2030-09-10") == ["2030-07-22 2030-08-30"])
        #expect(try instance.load().directory.schools.map(\.calendar.lastHoliday) == [Day("2030-09-01"), Day("2030-08-18")])
    }

    @Test("is looked for beside the configuration, and else in the templates, where one is shipped")
    func places() throws {
        let instance = try instance("name,from,to,regions\nHerfst,2026-10-12,2026-10-16,\n", in: "templates/")
        #expect(try free(instance, "vlieger", "2026-10-01", "2026-11-30") == ["2026-10-12 2026-10-16"])
        let before = try instance.load().fingerprint
        try Data("name;from;to\r\nHerfst;19-10-2026;23/10/2026\r\n".utf8).write(to: instance.folder.appending(path: "vakanties.csv"))
        #expect(try free(instance, "vlieger", "2026-10-01", "2026-11-30") == ["2026-10-19 2026-10-23"])
        #expect(try instance.load().fingerprint != before)
        #expect(try instance.load().service.holidays == instance.folder.path + "/vakanties.csv")
    }

    @Test("that is in neither place is told of with both")
    func absent() throws {
        let problems = try instance(nil).problems()
        #expect(
            problems == [
                "opvolg.toml: [service] holidays: there is no vakanties.csv and no templates/vakanties.csv; expected the path of a list of school "
                    + "holidays, such as \"schoolvakanties.csv\", relative to this file or to the templates"
            ])
    }

    @Test("with mistakes is refused with line and column, all at once and together with the configuration's own")
    func mistakes() throws {
        let instance = try instance(
            """
            name,from,to,regions
            Herfstvakantie,2026-10-10,2026-10-18,noord
            Herfstvakantie,2026-10-17,2026-10-25,midden zuidd
            Kerstvakantie,2026-12-19,2026-12-03,
            Voorjaarsvakantie,13/14/2027,2027-02-21,zuid
            Meivakantie,2027-04-24,2028-05-02,
            ,2027-04-24,,noord
            Herfstvakantie 2026,2026-10-24,2026-11-01,noord zuid
            Studieweek,2026-10-14,2026-10-20,noord
            Zomervakantie,ergens in juli,2027-08-22,noord
            Proef,1-6-27,2-6-2027,oost west

            """, own: "[[holiday]]\nname = \"Pinksteren\"\nfrom = \"2027-05-17\"\nto = \"2027-05-14\"")
        #expect(
            instance.problems() == [
                "opvolg.toml: [[holiday]] \"Pinksteren\" to: 2027-05-14 lies before 2027-05-17; expected the last day of the holiday",
                "vakanties.csv:3, regions: \"zuidd\" is not known; expected \"noord\", \"midden\" or \"zuid\", or more of them",
                "vakanties.csv:4, to: 2026-12-03 lies before 2026-12-19; expected the last day of the holiday",
                "vakanties.csv:5, from: \"13/14/2027\" is read as day, month, year, and there is no month 14; write the year first, such as 2027-03-01",
                "vakanties.csv:6, to: 2028-05-02 makes it longer than 92 days; expected the last day of the holiday",
                "vakanties.csv:7, name: is missing; expected what it is called, such as Kerstvakantie",
                "vakanties.csv:7, to: is missing; expected a day such as 2027-03-01 or 1-3-2027",
                "vakanties.csv:8, name: \"Herfstvakantie 2026\" of 2026-2027 stands on line 2 too, for noord; leave out one of the two",
                "vakanties.csv:9, from: it overlaps \"Herfstvakantie\" on line 2, in noord; correct one of the two",
                "vakanties.csv:10, from: \"ergens in juli\" is not a day; expected a day such as 2027-03-01 or 1-3-2027",
                "vakanties.csv:11, from: \"1-6-27\" has a year of two digits; write all four, such as 1-6-2027",
                "vakanties.csv:11, regions: \"oost\" is not known; expected \"noord\", \"midden\" or \"zuid\", or more of them",
                "vakanties.csv:11, regions: \"west\" is not known; expected \"noord\", \"midden\" or \"zuid\", or more of them",
            ])
    }

    private static let list = """
        name,from,to,regions
        Herfstvakantie,2026-10-10,2026-10-18,noord
        Herfstvakantie,2026-10-17,2026-10-25,midden zuid
        Kerstvakantie,2026-12-19,2027-01-03,noord midden zuid
        """

    @Test("gives way to a holiday of the configuration with its name, in its regions and school year")
    func own() throws {
        let own = "[[holiday]]\nname = \"Herfstvakantie 2026\"\nfrom = \"2026-10-26\"\nto = \"2026-10-30\"\nregions = [\"noord\"]"
        let instance = try instance(Self.list, own: own)
        #expect(try free(instance, "vlieger", "2026-10-01", "2027-01-15") == ["2026-10-26 2026-10-30", "2026-12-21 2027-01-01"])
        #expect(try free(instance, "regenboog", "2026-10-01", "2027-01-15") == ["2026-10-19 2026-10-23", "2026-12-21 2027-01-01"])
        #expect(try instance.load().warnings == [])
    }

    @Test("is added to by every other holiday of the configuration; one that lies in a listed one is asked about")
    func added() throws {
        let own = "[[holiday]]\nname = \"Kerst\"\nfrom = \"2026-12-16\"\nto = \"2026-12-20\""
        let instance = try instance(Self.list, own: own)
        #expect(try free(instance, "vlieger", "2026-11-01", "2027-01-15") == ["2026-12-16 2027-01-01"])
        #expect(
            try instance.load().warnings.map { $0.description.replacing(instance.folder.path + "/", with: "") } == [
                "opvolg.toml: [[holiday]] \"Kerst\": overlaps \"Kerstvakantie\" of 2026-12-19 in vakanties.csv, and both count; give it that name if "
                    + "it is to take its place"
            ])
    }

    @Test("can be done without: a configuration from before there was one is read as it was")
    func without() throws {
        let settings = try Instance().load()
        #expect(settings.service.holidays == nil && settings.warnings == [])
        #expect(settings.directory.calendar(of: "vlieger").lastHoliday == Day("2027-08-22"))
    }
}
