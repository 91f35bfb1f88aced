import Configuration
import FollowUps
import Foundation
import TestSupport

/// What the configuration of a small board says: two schools, eight people, and policies that somebody keeps editing.
struct Files {
    static let clock = WallClock(zone: TimeZone(identifier: "Europe/Amsterdam") ?? .gmt)
    static let templates = Program.repository.appending(path: "templates").path(percentEncoded: false)
    static let hook: ChannelID = "hook"
    static let schools: [SchoolID] = ["school1", "school2"]

    struct Employee {
        let id: PersonID
        let school: SchoolID?
        var deputy: PersonID?
        var channels: [ChannelID] = [.mail]
        var digest = Digest.none
        var isThere = true
    }

    let catalogue: Catalogue
    /// Stands for all that is below: another one, other files.
    private(set) var version = 1
    private(set) var employees: [Employee]
    private(set) var roles: [SchoolID: [RoleID: PersonID]]
    private(set) var escalation = 0
    private(set) var freeDays: Set<Day> = []
    /// Who looks after the machine; nil where nobody is named.
    var operatorPerson: PersonID?

    init(_ catalogue: Catalogue, random: inout SeededGenerator) {
        self.catalogue = catalogue
        employees = [
            Employee(id: "juf1", school: "school1", deputy: "ib1"), Employee(id: "ib1", school: "school1", deputy: "ib2"),
            Employee(id: "directie1", school: "school1", deputy: "directie2"), Employee(id: "juf2", school: "school2", deputy: "ib2"),
            Employee(id: "ib2", school: "school2", deputy: "ib1"), Employee(id: "directie2", school: "school2", deputy: "directie1"),
            Employee(id: "bestuur", school: nil, deputy: "bestuur2"), Employee(id: "bestuur2", school: nil),
        ]
        roles = [
            "school1": ["leerkracht": "juf1", "ib": "ib1", "directie": "directie1", "bestuur": "bestuur"],
            "school2": ["leerkracht": "juf2", "ib": "ib2", "directie": "directie2", "bestuur": "bestuur"],
        ]
        if random.chance(50) { employees[2].digest = .weekly(.monday) }
        if random.chance(20) { employees[5].digest = .daily }
        if random.chance(25) { employees[4].digest = .weekly(.thursday) }
        if random.chance(30) { employees[1].channels = [.mail, Files.hook] }
        if random.chance(20) { employees[6].channels = [Files.hook] }
        if random.chance(20) { employees[3].deputy = nil }
    }

    /// Does one of the things that people do to such files, and tells which.
    mutating func edit(_ random: inout SeededGenerator, today: Day) -> String {
        version += 1
        let number = random.below(employees.count)
        let id = employees[number].id
        switch random.below(8) {
        case 0:
            employees[number].isThere.toggle()
            return employees[number].isThere ? "\(id) is there again" : "\(id) has left"
        case 1:
            let school = Files.schools[random.below(2)]
            let role = ["leerkracht", "ib", "directie"][random.below(3)]
            if random.chance(15) { roles[school]?[RoleID(role)] = nil } else { roles[school]?[RoleID(role)] = id }
            return "the \(role) of \(school) is \(roles[school]?[RoleID(role)]?.rawValue ?? "nobody") now"
        case 2:
            escalation = random.below(Self.escalations.count)
            return "schedule \(escalation)"
        case 3:
            employees[number].channels = [[.mail], [Files.hook], [.mail, Files.hook]][random.below(3)]
            return "\(id) has \(employees[number].channels)"
        case 4:
            let deputy = employees[random.below(employees.count)].id
            employees[number].deputy = random.chance(25) || deputy == id ? nil : deputy
            return "the deputy of \(id) is \(employees[number].deputy?.rawValue ?? "nobody")"
        case 5:
            employees[number].digest = [.none, .daily, .weekly(.monday), .weekly(.thursday)][random.below(4)]
            return "\(id) has another digest"
        case 6:
            let day = today.adding(days: random.below(10))
            if freeDays.remove(day) == nil { freeDays.insert(day) }
            return "\(day) is \(freeDays.contains(day) ? "" : "not ")free"
        default: return "only the fingerprint"
        }
    }

    var rules: Ruleset {
        let calendar = SchoolCalendar(clock: Files.clock, holidays: Self.holidays, freeDays: freeDays)
        let schools = Files.schools.map { id in
            School(id: id, name: "De \(id)", region: "noord", roles: roles[id] ?? [:], calendar: calendar)
        }
        let people = employees.filter(\.isThere).map { employee in
            Person(
                id: employee.id, name: Marks.name(of: employee.id.rawValue), email: MailAddress(Marks.address(of: employee.id.rawValue)),
                deputy: employee.deputy, school: employee.school, channels: employee.channels, digest: employee.digest)
        }
        let directory = Directory(clock: Files.clock, schools: schools, people: people, fallbacks: catalogue.fallbacks)
        return Ruleset(
            catalogues: Catalogues(catalogue), directory: directory, policies: Self.escalations[escalation], operatorPerson: operatorPerson,
            fingerprint: "files \(version)")
    }

    /// Those of docs/configuration.md, and what somebody might make of them.
    private static let escalations: [Policies] = [
        Policies(),
        Policies(normal: policy(["open owner", "0 owner", "+1sd owner directie"], "2sd", "school 09:00-16:00")),
        Policies(urgent: policy(["0 owner", "+1d owner directie", "+3d owner bestuur"], "2d", "daily 06:00-22:00")),
        Policies(normal: policy(["-5d owner", "0 owner", "+2sd owner", "+3sd owner directie bestuur"], "1w", "school 08:00-17:00")),
    ]

    private static func policy(_ steps: [String], _ pause: String, _ window: String) -> Policy {
        Policy(steps: steps.compactMap { Step($0) }, repeat: [Term(pause)].compactMap { $0 }, window: Window(window) ?? .always)
    }

    private static let holidays: [ClosedRange<Day>] = [
        ("2026-10-10", "2026-10-18"), ("2026-12-19", "2027-01-03"), ("2027-02-20", "2027-02-28"), ("2027-04-24", "2027-05-02"),
    ].compactMap { first, last in Day(first).flatMap { first in Day(last).map { first...$0 } } }
}
