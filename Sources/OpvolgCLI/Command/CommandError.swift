import FollowUps

/// Why a command does not do what it was asked. Nothing has been changed when it is thrown.
enum CommandError: Error, Hashable, CustomStringConvertible {
    /// The nearest of `known` comes first.
    case unknown(String, name: String, known: [String])
    case ambiguous(String, name: String, matches: [String])
    case needsCase(KindID)
    case needsPerson(KindID)
    case tooMuch(KindID, Kind.Scope, option: String)
    case needsSchool([String])
    case badCaseCode(CaseCode, pattern: String)
    case bsnAsCaseCode(CaseCode)
    case opensItself(KindID)
    case ofAnotherCatalogue(KindID, CatalogueID)
    case titleMissing(KindID)
    case titleNotAsked(KindID)
    case objection(String, PersonalDataFilter.Objection)
    case empty(String)
    case noTerm(KindID)
    case noOwner(KindID)
    case timeForDay(Urgency)
    case duePassed(String, KindID?)
    case dueTooFar(Day, latest: Day)
    case snoozePassed(String)
    case snoozeTooLong(until: Day, latest: Day)
    case snoozeAcute(Int64)
    case dateInFuture(Day)
    case needsAgreedDay(OutcomeID, of: KindID)
    case agreedDayNotAsked(OutcomeID, of: KindID)
    case agreedDayNotToCome(Day)
    case awayBackwards(from: Day, until: Day)
    case awayPassed(Day)
    case ownDeputy(PersonID)
    case ownsNothing(String)
    case noStart
    case needsReason(OutcomeID, of: KindID)
    case inTheWay([String])
    case noShippedTemplates(lookedFor: [String])
    case cannotMake(path: String, reason: String)
    case nobodyToSendTo(String)
    case noDaemonProgram(path: String)
    case databaseMissing(path: String)
    case cannotImport(String, reason: String)
    case badWhen(String)
    case badDate(String, SpreadsheetDate.Objection)
    case sameAsLine(Int)
    case schoolYear(Int, possible: [SchoolYear])
    case purgeUnconfirmed(cases: Int)
    case closing(ClosingError)
    case trial(CaseTrial.Refusal)
    case noAnswer(String, open: [String])
    case answerOfSeveral(String, [KindID])
    case mayNotActAs(PersonID, login: String)
    case nobodysLogin(String)
    case forAdministrators(String)
    case followUpRefused(Int64, FollowUpAction)
    case noReasons(Int64)
    case caseRefused(CaseCode, CaseAction)
    case strikeRefused(CaseCode)
    case rightMissing(RoleRight, at: SchoolID)
    case openingRefused(KindID, at: SchoolID)
    case notTheirAbsence(PersonID)
    case notADeputy(PersonID, possible: [PersonID])
    case notAnOwner(Owner, at: SchoolID, possible: [Owner])
    case notTheirSessions(PersonID)
    case notTheirExport(PersonID)
    case notTheirExclusions
    indirect case several([CommandError])

    var description: String {
        switch self {
        case .unknown(let what, let name, let known):
            known.isEmpty
                ? "there is no \(what) \"\(name)\", nor any other" : "there is no \(what) \"\(name)\"; there is: \(CommandError.list(known))"
        case .ambiguous(let what, let name, let matches):
            "\"\(name)\" can be more than one \(what): \(matches.joined(separator: ", ")); write more of it"
        case .needsCase(let kind): "\"\(kind)\" is about a case; say which with --case CODE"
        case .needsPerson(let kind): "\"\(kind)\" is about an employee; say who with --person ID"
        case .tooMuch(let kind, let scope, let option):
            "\"\(kind)\" is about \(scope.inWords), so \(option) has no place with it; leave it out"
        case .needsSchool(let known): "it cannot be told which school it belongs to; say so with --school, one of: \(known.joined(separator: ", "))"
        case .badCaseCode(let code, let pattern):
            "\"\(code)\" does not look like a case code (\(pattern)); use the code of the dossier, never a name"
        case .bsnAsCaseCode(let code): "\"\(code)\" holds a number that is a valid BSN; use the code of the dossier, never a number of a person"
        case .ofAnotherCatalogue(let kind, let catalogue):
            "\"\(kind)\" is no kind of \"\(catalogue)\", by which it would be opened; opvolg kind list --catalogue \(catalogue) shows those that are"
        case .opensItself(let kind): "\"\(kind)\" is opened by itself when a case needs it; open what has to be done next instead"
        case .titleMissing(let kind): "each \"\(kind)\" has a title of its own; give it with --title TEXT"
        case .titleNotAsked(let kind): "\"\(kind)\" has its title from the catalogue; leave out --title, or use --note"
        case .objection(let option, let objection): "the text of \(option) \(objection.rawValue)"
        case .empty(let option): "\(option) is empty; write a few words"
        case .noTerm(let kind): "\"\(kind)\" has no term of its own, and nothing is kept here without one; say when it is due with --due WHEN"
        case .noOwner(let kind): "nobody is named to own this \"\(kind)\"; say who with --owner PERSON|ROLE"
        case .timeForDay(let urgency):
            "a follow-up of urgency \(urgency.rawValue) is due on a day, not at a time; give a day (2026-12-12) or a term in days (10d, 3sd, 2w)"
        case .duePassed(let due, let kind):
            kind.map { "\(due) has passed, and \"\($0)\" is acute; leave out --due, or give a moment to come" }
                ?? "\(due) has passed; give a moment to come"
        case .dueTooFar(let day, let latest):
            "\(day) is more than five years off, and nothing is kept here for so long; give a day until \(latest), and reschedule it when that comes"
        case .snoozePassed(let until): "\(until) has passed; snooze until a moment to come"
        case .snoozeTooLong(let until, let latest):
            "\(until) is too far off; reminders can be put off until \(latest) at most (10 school days); reschedule it if the due day has changed"
        case .snoozeAcute(let id): "follow-up \(id) is acute, and what is acute is not put off; close it, or assign it to somebody who can act"
        case .dateInFuture(let day): "\(day) is still to come; --on is the day on which it happened"
        case .needsAgreedDay(let outcome, let kind):
            "whoever closes \"\(kind)\" with \(outcome) has to say which day was agreed on; add --due DAY"
        case .agreedDayNotAsked(let outcome, let kind): "\"\(kind)\" with \(outcome) asks for no day that was agreed on; leave out --due"
        case .agreedDayNotToCome(let day): "\(day) is not still to come; --due is the day that was agreed on"
        case .closing(let error): error.description
        case .trial(let refusal): refusal.description
        case .noAnswer(let answer, let open):
            "nothing that is open has an outcome \"\(answer)\"; open are \(open.isEmpty ? "none" : open.joined(separator: "; "))"
        case .answerOfSeveral(let answer, let kinds):
            "\"\(answer)\" is an outcome of more than one; write \(kinds.map { "\($0):\(answer)" }.joined(separator: " or "))"
        case .mayNotActAs(let person, let login):
            "\"\(login)\" may not act as \(person); leave out --as, or have the administrator put \"\(login)\" into act_as under [service]"
        case .nobodysLogin(let login):
            "\"\(login)\" is nobody's login name here, so it is not known whose rights hold; have the administrator write login = \"\(login)\" with your "
                + "person in the configuration or the staff list, or put it into act_as under [service]"
        case .forAdministrators(let what):
            "\(what) is for whoever administers the service: root, the service's own account, and the login names in act_as under [service]"
        case .followUpRefused(let id, let action):
            "follow-up \(id) is not yours to \(action.inWords); ask whoever has to do it, or who looks after the case"
        case .noReasons(let id): "the history of follow-up \(id) is not yours to read; opvolg show \(id) tells what was done"
        case .caseRefused(let code, let action): "in case \(code) it is not yours to \(action.inWords); ask whoever looks after it"
        case .strikeRefused(let code): "in case \(code) it is not yours to strike anything out; ask whoever looks after it"
        case .rightMissing(let right, let school): "at \(school) you may not \(right.inWords); ask somebody whose role there allows it"
        case .openingRefused(let kind, let school):
            "at \(school) you may only open \"\(kind)\" for yourself; ask whoever works there, or name yourself with --owner"
        case .notTheirAbsence(let person):
            "it is not yours to say that \(person) is away or back; ask them, or whoever keeps the absences of their school"
        case .notADeputy(let person, let possible):
            "\(person) cannot stand in for somebody of your schools; there is: \(CommandError.list(possible.map(\.rawValue)))"
        case .notAnOwner(let owner, let school, let possible):
            "a follow-up of \(school) cannot go to \(owner); there is: \(CommandError.list(possible.map(\.description)))"
        case .notTheirSessions(let person): "the sessions of \(person) are for themselves and whoever administers the service"
        case .notTheirExclusions: "whether you may know of cases that are kept from you is for the board to judge; leave out --excluded-cases"
        case .notTheirExport(let person):
            "what is held about \(person) is for themselves, for whoever reads all of the history, and for whoever administers the service"
        case .several(let refusals): refusals.map(\.description).joined(separator: "\n")
        case .awayBackwards(let from, let until): "an absence from \(from) cannot end on \(until); both days are part of it"
        case .awayPassed(let until): "\(until) has passed; reminders of those days are planned already"
        case .ownDeputy(let person): "\"\(person)\" cannot stand in for themselves; name somebody else"
        case .ownsNothing(let owner): "nothing is open that \"\(owner)\" owns by that name; what a person has by a role goes with the role"
        case .noStart: "the catalogue does not name under [case] start what a case begins with; say with --start KIND what comes first"
        case .needsReason(let outcome, let kind): "whoever closes \"\(kind)\" with \(outcome) has to say why; add --reason TEXT"
        case .inTheWay(let paths):
            "\(paths.joined(separator: ", ")) \(paths.count == 1 ? "is" : "are") in the way; nothing was changed, choose another folder"
        case .noShippedTemplates(let places):
            "the templates that come with the program are not in \(places.joined(separator: " nor in ")); install it again"
        case .cannotMake(let path, let reason): "cannot make \(path): \(reason)"
        case .noDaemonProgram(let path): "\(path) is not there; it sends the mail, so install it beside opvolg"
        case .nobodyToSendTo(let what): "\(what) has no owner who can be sent a mail; fill the role, or assign it to somebody"
        case .purgeUnconfirmed(let cases): "\(cases) of these would be removed for good, and nothing was; add --yes to do it"
        case .databaseMissing(let path): "there is no database \(path) yet; opvolg init or the first opvolg add makes it"
        case .cannotImport(let file, let reason): "\(file) \(reason)"
        case .badWhen(let text): "\"\(text)\" does not say when it is due; expected \(DateExpression.grammar)"
        case .badDate(let text, let objection): "\"\(text)\" \(objection)"
        case .sameAsLine(let line):
            "this is the same as line \(line): its kind, whom or what it is about, and when it is due; leave out one of the two"
        case .schoolYear(let year, let possible):
            "there is no school year \(year) to start now; give \(possible.map { String($0.days.lowerBound.components.year) }.joined(separator: " or "))"
        }
    }
}

extension CommandError {
    /// Only the nearest: hundreds of people would hide what went wrong.
    private static func list(_ names: [String]) -> String {
        let shown = 30
        return names.prefix(shown).joined(separator: ", ") + (names.count > shown ? " and \(names.count - shown) more" : "")
    }
}

extension Kind.Scope {
    fileprivate var inWords: String {
        switch self {
        case .case: "a case"
        case .school: "a school"
        case .employee: "an employee"
        case .board: "the board"
        case .free: "whatever it is given"
        }
    }
}
