import FollowUps
import Templates

public struct FiguresPage: SignedInPage {
    public static let page = Page.figures

    public let reader: PageReader
    public let title: String
    let schools: [SchoolNumbers]

    public init(_ schools: [SchoolStats], for reader: PageReader) {
        self.reader = reader
        title = reader.capitalized(reader.words.places)
        self.schools = schools.map { SchoolNumbers($0, for: reader) }
    }

    public static let vocabulary = TemplateFields<FiguresPage>(signedIn: [.list("schools") { $0.schools }])
}

struct SchoolNumbers: TemplateContext {
    let name: String
    let path: String?
    let figures: SchoolStats

    init(_ figures: SchoolStats, for reader: PageReader) {
        name = reader.phrases.name(of: figures.school)
        path = reader.opensPage(of: figures.school) ? PagePath.school(figures.school) : nil
        self.figures = figures
    }

    static let vocabulary = TemplateFields<SchoolNumbers>([
        .text("school") { $0.name }, .optional("school_path") { $0.path }, .text("open_count") { String($0.figures.open) },
        .text("overdue_count") { String($0.figures.allOverdue) }, .flag("any_overdue") { $0.figures.allOverdue > 0 },
        .text("acute_count") { String($0.figures.overdue[.acute, default: 0]) }, .flag("any_acute") { $0.figures.overdue[.acute, default: 0] > 0 },
        .text("urgent_count") { String($0.figures.overdue[.urgent, default: 0]) },
        .flag("any_urgent") { $0.figures.overdue[.urgent, default: 0] > 0 },
        .text("case_count") { String($0.figures.openCases) }, .text("training_count") { String($0.figures.trainingsOverdue) },
        .flag("any_trainings") { $0.figures.trainingsOverdue > 0 },
    ])
}
