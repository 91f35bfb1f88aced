import FollowUps
import Templates

/// What starting the school year would open, before it is done.
public struct SchoolYearPage: SignedInPage {
    public static let page = Page.schoolYear

    public let reader: PageReader
    public let title: String
    let year: SchoolYear
    let school: String
    let path: String
    let openings: [OpeningText]

    /// - Parameter openings: in order of due moment.
    public init(_ year: SchoolYear, at school: SchoolID, opening openings: [FollowUp], for reader: PageReader) {
        self.reader = reader
        let word = reader.words.year
        title = LocalizedText(nl: "\(reader.capitalized(word)) starten", en: "Start the \(word[.en])")[reader.language]
        self.year = year
        self.school = reader.phrases.name(of: school)
        path = PagePath.school(school)
        self.openings = openings.map { OpeningText($0, for: reader) }
    }

    public static let vocabulary = TemplateFields<SchoolYearPage>(signedIn: [
        .text("school_year") { $0.year.description }, .text("school") { $0.school }, .text("school_path") { $0.path },
        .flag("any") { !$0.openings.isEmpty }, .list("openings") { $0.openings }, .text("count") { String($0.openings.count) },
        .flag("one") { $0.openings.count == 1 },
    ])
}

struct OpeningText: TemplateContext {
    let title: String
    let due: String
    let owner: String

    init(_ followUp: FollowUp, for reader: PageReader) {
        title = reader.phrases.title(of: followUp)
        due = reader.wording.due(followUp.due, unlessIn: reader.year)
        owner = reader.holder(of: followUp.owner, at: followUp.school, .ordinary)
    }

    static let vocabulary = TemplateFields<OpeningText>([.text("title") { $0.title }, .text("due") { $0.due }, .text("owner") { $0.owner }])
}
