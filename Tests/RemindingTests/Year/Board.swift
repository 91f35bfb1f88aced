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

    /// - Parameter staff: how many people each school has, its IB and its head among them.
    init(schools count: Int, staff: Int, policies: Policies) throws {
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
                    calendar: SchoolCalendar(clock: Board.clock, holidays: Board.holidays[number % 3])))
        }
        employees = people
        let board = [Board.person("bestuur", at: nil, deputy: "bestuur2"), Board.person("bestuur2", at: nil, deputy: "bestuur")]
        let directory = Directory(clock: Board.clock, schools: schools, people: people + board, fallbacks: catalogue.fallbacks)
        rules = Ruleset(catalogue: catalogue, directory: directory, policies: policies)
    }

    /// `leerkracht`, `ib`, `directie` or `bestuur`.
    static func role(of person: PersonID) -> String { String(person.rawValue.prefix { $0.isLetter }) }

    private static func person(_ id: String, at school: SchoolID?, deputy: String, digest: Digest = .none) -> Person {
        Person(
            id: PersonID(id), name: Marks.name(of: id), email: MailAddress(Marks.address(of: id)), deputy: PersonID(deputy), school: school,
            digest: digest)
    }

    /// Of the school year 2026–2027, in the north, the middle and the south.
    private static let holidays: [[ClosedRange<Day>]] = [
        [("2026-10-10", "2026-10-18"), ("2027-02-20", "2027-02-28"), ("2027-07-10", "2027-08-22")],
        [("2026-10-17", "2026-10-25"), ("2027-02-20", "2027-02-28"), ("2027-07-17", "2027-08-29")],
        [("2026-10-17", "2026-10-25"), ("2027-02-13", "2027-02-21"), ("2027-07-24", "2027-09-05")],
    ].map { own in
        (own + [("2026-12-19", "2027-01-03"), ("2027-04-24", "2027-05-02")]).compactMap { first, last in
            Day(first).flatMap { first in Day(last).map { first...$0 } }
        }
    }
}
