import Configuration
import Foundation
import FollowUps

/// A follow-up as somebody asks for it, in their own words.
struct OpeningRequest {
    var kind: String
    var caseCode: String?
    var person: String?
    var school: String?
    var due: DateExpression?
    var owner: String?
    var note: String?
    var title: String?
    var reason: String?

    /// Throws a `CommandError` when it cannot be opened. Terms count from `now`; `schoolOfCase` gives the school of an existing case.
    func opening(settings: Settings, now: Date, schoolOfCase: (CaseCode) throws -> SchoolID?) throws -> NewFollowUp {
        let names = NameResolver(settings)
        let kind = try names.kind(kind)
        if kind.id == settings.catalogue.alarm?.id { throw CommandError.opensItself(kind.id) }
        try checkScope(of: kind)
        let caseCode = try caseCode.map { try code($0, settings.service.caseCodes) }
        let employee = try person.map { try names.person($0) }
        let school = try school(of: caseCode, employee, names: names, schoolOfCase: schoolOfCase)
        guard let owner = try owner.map({ try names.owner($0) }) ?? kind.owner(employee: employee?.id) else { throw CommandError.noOwner(kind.id) }
        return NewFollowUp(
            kind: kind, title: try title(for: kind), school: school, caseCode: caseCode, employee: employee?.id, owner: owner,
            due: try due(for: kind, now: now, in: settings.directory.calendar(of: school)),
            note: try note.map { try FreeTextOption.checked($0, option: "--note") },
            reason: try reason.map { try FreeTextOption.checked($0, option: "--reason") })
    }

    private func checkScope(of kind: Kind) throws(CommandError) {
        switch kind.scope {
        case .case:
            if caseCode == nil { throw .needsCase(kind.id) }
            if person != nil { throw .tooMuch(kind.id, kind.scope, option: "--person") }
        case .employee:
            if person == nil { throw .needsPerson(kind.id) }
            if caseCode != nil { throw .tooMuch(kind.id, kind.scope, option: "--case") }
        case .school:
            if caseCode != nil { throw .tooMuch(kind.id, kind.scope, option: "--case") }
            if person != nil { throw .tooMuch(kind.id, kind.scope, option: "--person") }
        case .free: break
        }
    }

    private func code(_ text: String, _ pattern: CaseCodePattern) throws(CommandError) -> CaseCode {
        let code = CaseCode(text)
        guard pattern.matches(code) else { throw .badCaseCode(code, pattern: pattern.text) }
        if PersonalDataFilter.isBSN(code) { throw .bsnAsCaseCode(code) }
        return code
    }

    private func school(
        of caseCode: CaseCode?, _ employee: Person?, names: NameResolver, schoolOfCase: (CaseCode) throws -> SchoolID?
    ) throws -> SchoolID {
        if let school { return try names.school(school).id }
        if let caseCode, let known = try schoolOfCase(caseCode) { return known }
        if let employee, let known = names.directory.school(of: employee) { return known.id }
        if let only = names.directory.schools.first, names.directory.schools.count == 1 { return only.id }
        throw CommandError.needsSchool(names.directory.schools.map(\.id.rawValue))
    }

    private func title(for kind: Kind) throws(CommandError) -> String? {
        guard let title else {
            if kind.titleGiven { throw .titleMissing(kind.id) }
            return nil
        }
        if !kind.titleGiven { throw .titleNotAsked(kind.id) }
        return try FreeTextOption.checked(title, option: "--title")
    }

    private func due(for kind: Kind, now: Date, in calendar: SchoolCalendar) throws(CommandError) -> Due {
        guard let due else {
            guard let term = kind.term ?? kind.repeat else { throw .noTerm(kind.id) }
            return Due.after(term, from: now, urgency: kind.urgency, in: calendar)
        }
        let moment = try due.checkedDue(urgency: kind.urgency, from: now, in: calendar)
        // A normal follow-up may have been due long ago. An acute one in the past is a mistake.
        if case .instant(let instant) = moment, instant < now { throw .duePassed(calendar.clock.toTheMinute(instant), kind.id) }
        return moment
    }
}

extension DateExpression {
    /// A time of day is refused for a follow-up that is due on a day.
    func checkedDue(urgency: Urgency, from now: Date, in calendar: SchoolCalendar) throws(CommandError) -> Due {
        if urgency != .acute {
            switch self {
            case .moment: throw .timeForDay(urgency)
            case .term(let term) where term.unit == .hours: throw .timeForDay(urgency)
            case .day, .term: break
            }
        }
        return due(urgency: urgency, from: now, in: calendar)
    }
}
