import FollowUps
import Templates

/// Takes in a list of trainings: first what is wrong with it, line by line, or what would be opened; then it is done.
public struct TrainingsPage: SignedInPage {
    public static let page = Page.trainings

    /// What would become of a list in which nothing is wrong.
    public struct Preview: Sendable {
        let opened: [FollowUp]
        let there: Int

        /// - Parameters:
        ///   - opened: in the order of the list; their numbers mean nothing.
        ///   - there: how many lines ask for what is there already.
        public init(opened: [FollowUp], there: Int) {
            self.opened = opened
            self.there = there
        }
    }

    public let reader: PageReader
    public let title: String
    let school: String
    let schoolPath: String
    let path: String
    let trainings: [Choice]
    let list: TrainingList?
    let preview: Preview?
    let problems: [TrainingProblem]

    /// - Parameters:
    ///   - list: as typed; nil when nothing was yet.
    ///   - preview: nil when something is wrong with the list.
    public init(_ list: TrainingList? = nil, preview: Preview? = nil, at school: SchoolID, for reader: PageReader) {
        self.reader = reader
        title = LocalizedText(nl: "Scholing inlezen", en: "Take in trainings")[reader.language]
        self.school = reader.phrases.name(of: school)
        schoolPath = PagePath.school(school)
        path = PagePath.trainings(of: school)
        trainings = TrainingList.trainings(in: reader.catalogues.catalogue(at: school)).map { kind in
            Choice(kind.id.rawValue, kind.title[reader.language].onOneLine, isChosen: kind.id == list?.training)
        }
        self.list = list
        self.preview = preview
        problems = (list?.rows ?? []).filter { !$0.problems.isEmpty }.map { TrainingProblem($0, reader.wording) }
    }

    public var hasProblems: Bool { list?.isRight == false }
    private var openings: [OpeningText] { (preview?.opened ?? []).map { OpeningText($0, for: reader) } }

    private var summary: String? {
        guard let list, hasProblems else { return nil }
        let count = problems.count
        return switch (list.rows.isEmpty, reader.language) {
        case (true, .nl): "Plak hier de lijst: op elke regel een naam en een dag."
        case (true, .en): "Paste the list here: a name and a day on each line."
        case (false, .nl): "Op \(count) \(count == 1 ? "regel" : "regels") klopt iets niet. Van de lijst is niets ingelezen."
        case (false, .en): "Something is wrong on \(count) \(count == 1 ? "line" : "lines"). Nothing of the list was taken in."
        }
    }

    public static let vocabulary = TemplateFields<TrainingsPage>(signedIn: [
        .text("school") { $0.school }, .text("school_path") { $0.schoolPath }, .text("trainings_path") { $0.path },
        .list("trainings") { $0.trainings }, .optional("list") { $0.list?.text }, .optional("training") { $0.list?.training?.rawValue },
        .optional("summary") { $0.summary }, .list("wrong_lines") { $0.problems },
        .flag("previews") { $0.preview != nil }, .flag("any") { !$0.openings.isEmpty }, .list("openings") { $0.openings },
        .text("count") { String($0.openings.count) }, .flag("one") { $0.openings.count == 1 },
        .optional("there_count") { $0.preview.flatMap { $0.there == 0 ? nil : String($0.there) } }, .flag("one_there") { $0.preview?.there == 1 },
    ])
}

/// A line of a list in which something is wrong.
struct TrainingProblem: TemplateContext {
    let line: Int
    let text: String
    let problems: [String]

    init(_ row: TrainingList.Row, _ wording: Phrases) {
        line = row.line
        text = row.text.onOneLine
        problems = row.problems.map { wording.problem($0).onOneLine }
    }

    static let vocabulary = TemplateFields<TrainingProblem>([
        .text("line") { String($0.line) }, .optional("text") { $0.text.isEmpty ? nil : $0.text },
        .text("problem") { $0.problems.joined(separator: " ") },
    ])
}

extension Phrases {
    fileprivate func problem(_ problem: TrainingList.Problem) -> String { LocalizedText(nl: dutch(problem), en: english(problem))[language] }

    private func dutch(_ problem: TrainingList.Problem) -> String {
        switch problem {
        case .unreadable: "Er staat een aanhalingsteken te veel of te weinig."
        case .tooManyCells(let most): "Er staat te veel op deze regel: hooguit \(most) kolommen."
        case .personMissing: "Er staat niet voor wie."
        case .unknownPerson(let text):
            "“\(text)” werkt volgens de gegevens niet op deze school. Schrijf de naam of het mailadres zoals het bij opvolg bekend is."
        case .severalPeople(let text): "Er zijn hier meer mensen die “\(text)” heten. Schrijf het mailadres."
        case .dayMissing: "Er staat geen dag bij."
        case .badDay(let text): "“\(text)” is geen dag. Schrijf bijvoorbeeld 12-12-2026."
        case .trainingMissing:
            "Er staat niet om welke scholing het gaat. Kies er een boven de lijst, of zet haar in de derde kolom."
        case .unknownTraining(let text): "“\(text)” is geen scholing uit de lijst hierboven."
        case .due(.tooFar(_, let latest)): "Die dag is te ver weg: hooguit \(day(latest, unlessIn: 0))."
        case .due: "Die dag kan niet."
        case .sameAs(let line): "Dit staat ook op regel \(line)."
        case .refused: "Dit kan hier niet worden ingelezen. Vraag het na bij de beheerder."
        }
    }

    private func english(_ problem: TrainingList.Problem) -> String {
        switch problem {
        case .unreadable: "There is a quotation mark too many or too few."
        case .tooManyCells(let most): "There is too much on this line: \(most) columns at most."
        case .personMissing: "It does not say for whom."
        case .unknownPerson(let text):
            "“\(text)” does not work at this school as far as opvolg knows. Write the name or mail address as it is known there."
        case .severalPeople(let text): "Several people here are called “\(text)”. Write the mail address."
        case .dayMissing: "There is no day."
        case .badDay(let text): "“\(text)” is no day. Write one as 12-12-2026."
        case .trainingMissing: "It does not say which training. Choose one above the list, or put it in the third column."
        case .unknownTraining(let text): "“\(text)” is none of the trainings above."
        case .due(.tooFar(_, let latest)): "That day is too far off: \(day(latest, unlessIn: 0)) at the latest."
        case .due: "That day cannot be taken."
        case .sameAs(let line): "Line \(line) says the same."
        case .refused: "This cannot be taken in here. Ask the administrator."
        }
    }
}
