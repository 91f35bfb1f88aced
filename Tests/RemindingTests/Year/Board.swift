import Configuration
import FollowUps
import Foundation
import TestSupport

/// A board with schools in three regions, each with an IB, a head and teachers, who are all marked so that a leak is found (see `Marks`).
struct Board {
    static let clock = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    static let templates = Program.repository.appending(path: "templates").path(percentEncoded: false)

    let rules: Ruleset
    var directory: Directory { rules.directory }
    /// Those who work at a school, in order of their id.
    let employees: [Person]

    /// - Parameters:
    ///   - staff: how many people each school has, its IB and its head among them.
    ///   - first: the Monday on which it begins; the holidays of each year come as many weeks later as those of 2026–2027 after 24 August 2026.
    init(schools count: Int, staff: Int, policies: Policies, from first: Day, years: Int) throws {
        let catalogue = try Catalogue.load(templates: Board.templates)
        var schools: [School] = []
        var people: [Person] = []
        for number in 1...count {
            let id = SchoolID("school\(number)")
            // Neighbours stand in for each other.
            let neighbour = number % count + 1
            people.append(Board.person("ib\(number)", at: id, deputy: "ib\(neighbour)"))
            people.append(Board.person("directie\(number)", at: id, deputy: "directie\(neighbour)", digest: .weekly(.monday)))
            for teacher in 1...max(1, staff - 2) { people.append(Board.person("leerkracht\(number)-\(teacher)", at: id, deputy: "ib\(number)")) }
            schools.append(
                School(
                    id: id, name: "School \(number)", region: ["noord", "midden", "zuid"][number % 3],
                    roles: [
                        "leerkracht": PersonID("leerkracht\(number)-1"), "ib": PersonID("ib\(number)"), "directie": PersonID("directie\(number)"),
                        "bestuur": "bestuur",
                    ],
                    calendar: SchoolCalendar(clock: Board.clock, holidays: Board.holidays(number % 3, from: first, years: years))))
        }
        employees = people
        let board = [Board.person("bestuur", at: nil, deputy: "bestuur2"), Board.person("bestuur2", at: nil, deputy: "bestuur")]
        let directory = Directory(clock: Board.clock, schools: schools, people: people + board, fallbacks: catalogue.fallbacks)
        rules = Ruleset(catalogues: Catalogues(catalogue), directory: directory, policies: policies)
    }

    /// `leerkracht`, `ib`, `directie` or `bestuur`.
    static func role(of person: PersonID) -> String { String(person.rawValue.prefix { $0.isLetter }) }

    private static func person(_ id: String, at school: SchoolID?, deputy: String, digest: Digest = .none) -> Person {
        Person(
            id: PersonID(id), name: Marks.name(of: id), email: MailAddress(Marks.address(of: id)), deputy: PersonID(deputy), school: school,
            digest: digest)
    }

    private static func holidays(_ region: Int, from first: Day, years: Int) -> [ClosedRange<Day>] {
        (0..<years).flatMap { year in
            let later = first.number - BoardYear.Plan.usualFirst.number + year * BoardYear.Plan.daysOfYear
            return usualHolidays[region].map { $0.lowerBound.adding(days: later)...$0.upperBound.adding(days: later) }
        }
    }

    /// Of the school year 2026–2027, in the north, the middle and the south.
    private static let usualHolidays: [[ClosedRange<Day>]] = [
        [("2026-10-10", "2026-10-18"), ("2027-02-20", "2027-02-28"), ("2027-07-10", "2027-08-22")],
        [("2026-10-17", "2026-10-25"), ("2027-02-20", "2027-02-28"), ("2027-07-17", "2027-08-29")],
        [("2026-10-17", "2026-10-25"), ("2027-02-13", "2027-02-21"), ("2027-07-24", "2027-09-05")],
    ].map { own in
        (own + [("2026-12-19", "2027-01-03"), ("2027-04-24", "2027-05-02")]).compactMap { first, last in
            Day(first).flatMap { first in Day(last).map { first...$0 } }
        }
    }
}
