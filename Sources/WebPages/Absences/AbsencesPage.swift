import FollowUps
import Templates

/// Who is away now and later, of those whose absence the reader keeps and for whom they stand in, with the form that says so.
public struct AbsencesPage: SignedInPage {
    public static let page = Page.absences

    public let reader: PageReader
    public let title: String
    let now: [AbsenceLine]
    let later: [AbsenceLine]
    let people: [Choice]
    let deputies: [Choice]
    let form: AbsenceForm
    let confirmation: Confirmation?

    /// - Parameters:
    ///   - absences: present and future ones, the latest recorded first.
    ///   - done: what the reader has just done; nil when nothing.
    public init(
        _ absences: [Absence], form: AbsenceForm? = nil, done: HistoryEntry? = nil, in visibility: Visibility, for reader: PageReader
    ) {
        let (today, viewer) = (reader.today, visibility.viewer.id)
        let routing = Routing(directory: reader.directory, absences: absences)
        let lines = absences.compactMap { absence -> (Absence, AbsenceLine)? in
            let standIn = routing.chain(from: absence.person, on: max(today, absence.days.lowerBound)).reached
            let isTheirs = visibility.mayRecordAbsence(of: absence.person)
            guard isTheirs || standIn?.id == viewer else { return nil }
            return (absence, AbsenceLine(absence, standIn: standIn, mayEnd: isTheirs, for: reader))
        }.sorted { ($0.0.days.lowerBound, $0.1.name) < ($1.0.days.lowerBound, $1.1.name) }
        self.reader = reader
        title = LocalizedText(nl: "Afwezig", en: "Absences")[reader.language]
        now = lines.filter { $0.0.days.lowerBound <= today }.map(\.1)
        later = lines.filter { $0.0.days.lowerBound > today }.map(\.1)
        let form = form ?? AbsenceForm(person: visibility.mayBeAway ? viewer.rawValue : "", from: today.description)
        self.form = form
        people = visibility.peopleWhoseAbsenceTheyRecord.map { Choice($0.id.rawValue, $0.name.onOneLine, isChosen: $0.id.rawValue == form.person) }
        deputies = visibility.possibleDeputies.map { Choice($0.id.rawValue, $0.name.onOneLine, isChosen: $0.id.rawValue == form.deputy) }
        confirmation = done.flatMap { Confirmation(ofAbsence: $0, routing: routing, in: visibility, for: reader) }
    }

    public var hasProblems: Bool { !form.problems.isEmpty }

    private var problems: [FormProblem] {
        form.problems.map { FormProblem(text: reader.wording.problem($0, year: reader.year), field: $0.field.rawValue) }
    }

    private func problem(_ field: AbsenceForm.Problem.Field) -> String? { problems.first { $0.field == field.rawValue }?.text }

    public static let vocabulary = TemplateFields<AbsencesPage>(signedIn: [
        .flag("any_now") { !$0.now.isEmpty }, .list("now") { $0.now }, .flag("any_later") { !$0.later.isEmpty }, .list("later") { $0.later },
        .flag("for_others") { $0.people.count > 1 }, .list("people") { $0.people }, .list("deputies") { $0.deputies },
        .text("own_id") { $0.reader.person.id.rawValue }, .text("first_day") { $0.reader.today.description },
        .optional("from") { $0.form.from }, .optional("until") { $0.form.until },
        .flag("any_problems") { !$0.problems.isEmpty }, .list("problems") { $0.problems },
        .optional("person_problem") { $0.problem(.person) }, .optional("from_problem") { $0.problem(.from) },
        .optional("until_problem") { $0.problem(.until) }, .optional("deputy_problem") { $0.problem(.deputy) },
        .confirmation { $0.confirmation },
    ])
}

struct AbsenceLine: TemplateContext {
    let name: String
    let absence: Absence
    let days: String
    /// Nil when nobody is reached.
    let standIn: String?
    let mayEnd: Bool

    init(_ absence: Absence, standIn: Person?, mayEnd: Bool, for reader: PageReader) {
        name = reader.phrases.name(of: absence.person)
        self.absence = absence
        days = reader.wording.days(absence.days, unlessIn: reader.year)
        self.standIn = standIn?.name.onOneLine
        self.mayEnd = mayEnd
    }

    static let vocabulary = TemplateFields<AbsenceLine>([
        .text("name") { $0.name }, .text("days") { $0.days }, .optional("stand_in") { $0.standIn }, .flag("may_end") { $0.mayEnd },
        .text("person") { $0.absence.person.rawValue }, .text("from") { $0.absence.days.lowerBound.description },
        .text("until") { $0.absence.days.upperBound.description },
    ])
}
