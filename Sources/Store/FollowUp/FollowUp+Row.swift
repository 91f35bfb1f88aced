import Foundation
import FollowUps
import GRDB

extension FollowUp {
    /// What to select of `follow_ups`, before anything else, so that `init(_:)` can read it. Reading by position keeps
    /// a list of thousands quick.
    static let columns = Column.allCases.map { "follow_ups.\($0)" }.joined(separator: ", ")

    /// In the order of `columns`, which is that of the cases.
    enum Column: Int, CaseIterable {
        case id, kind, title, school, case_code, employee, owner_role, owner_person, urgency, due_day, due_at, round, status, opened_at
        case ladder, ladder_started_at, ladder_started_by, snoozed_until, outcome, ended_at, asked_again_at, beside, catalogue
    }

    /// Reads a row that begins with `columns`. Throws `unreadable`, with the column.
    init(_ row: Row) throws {
        func text(_ column: Column) -> String? { row[column.rawValue] }
        func id<Subject>(_ column: Column) -> Identifier<Subject>? { row[column.rawValue] }
        func instant(_ column: Column) -> Date? { (row[column.rawValue] as Int64?).map { Date(timeIntervalSince1970: Double($0)) } }
        func unreadable(_ column: Column) -> StoreError {
            .unreadable(table: "follow_ups", id: row[Column.id.rawValue], column: "\(column)")
        }
        guard let kind: KindID = id(.kind) else { throw unreadable(.kind) }
        guard let school: SchoolID = id(.school) else { throw unreadable(.school) }
        guard let owner = id(.owner_role).map({ Owner.role($0) }) ?? id(.owner_person).map({ .person($0) }) else {
            throw unreadable(.owner_role)
        }
        guard let due = text(.due_day).flatMap({ Day($0) }).map(Due.day) ?? instant(.due_at).map(Due.instant) else {
            throw unreadable(.due_day)
        }
        guard let urgency = text(.urgency).flatMap(Urgency.init) else { throw unreadable(.urgency) }
        guard let status = text(.status).flatMap(Status.init) else { throw unreadable(.status) }
        guard let openedAt = instant(.opened_at) else { throw unreadable(.opened_at) }
        guard let escalationStart = instant(.ladder_started_at), let starter = text(.ladder_started_by) else { throw unreadable(.ladder_started_at) }
        self.init(
            id: row[Column.id.rawValue], kind: kind, title: text(.title), school: school,
            caseCode: row[Column.case_code.rawValue], employee: id(.employee), owner: owner, urgency: urgency,
            due: due, round: row[Column.round.rawValue], status: status, openedAt: openedAt,
            escalation: Escalation(number: row[Column.ladder.rawValue], startedAt: escalationStart, startedBy: starter),
            snoozedUntil: instant(.snoozed_until), askedAgainAt: instant(.asked_again_at),
            end: instant(.ended_at).map { End(at: $0, outcome: id(.outcome), beside: .init(listed: text(.beside))) },
            catalogue: text(.catalogue).flatMap { CatalogueVersion($0) })
    }
}

extension FollowUp {
    /// SQL for the follow-ups that count together for rounds and for "the second time": those of one case, else of one
    /// employee, else of one school.
    var sameSubject: SQL {
        FollowUp.sameSubject(caseCode: caseCode, employee: employee, school: school)
    }

    static func sameSubject(caseCode: CaseCode?, employee: PersonID?, school: SchoolID) -> SQL {
        if let caseCode { return "case_code = \(caseCode)" }
        if let employee { return "employee = \(employee) AND case_code IS NULL" }
        return "school = \(school) AND case_code IS NULL AND employee IS NULL"
    }
}

extension Due {
    var columns: (day: String?, instant: Int64?) {
        switch self {
        case .day(let day): (day.description, nil)
        case .instant(let instant): (nil, instant.unixSeconds)
        }
    }
}

extension Owner {
    var columns: (role: RoleID?, person: PersonID?) {
        switch self {
        case .role(let role): (role, nil)
        case .person(let person): (nil, person)
        }
    }
}

/// In the database they stand in one text, with a space between; an id has none.
extension [OutcomeID] {
    init(listed text: String?) { self = (text ?? "").split(separator: " ").map { OutcomeID(String($0)) } }

    /// Nil when there is none.
    var listed: String? { isEmpty ? nil : map(\.rawValue).joined(separator: " ") }
}
