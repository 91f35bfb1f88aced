import FollowUps
import Templates

/// Schools in numbers.
struct FiguresContext: SignedInPageContext {
    static let place = NavigationItem.schools

    let frame: PageFrame
    let visitor: Viewer
    let schools: [SchoolFiguresContext]

    static let vocabulary = TemplateFields<FiguresContext>(inside: [.list("schools") { $0.schools }])
}

/// The numbers of one school.
struct SchoolFiguresContext: TemplateContext {
    let name: String
    /// Nil where the reader may see no more of it.
    let path: String?
    let figures: SchoolStats

    static let vocabulary = TemplateFields<SchoolFiguresContext>([
        .text("school") { $0.name }, .optional("school_path") { $0.path }, .text("open_count") { String($0.figures.open) },
        .text("overdue_count") { String($0.figures.allOverdue) }, .flag("any_overdue") { $0.figures.allOverdue > 0 },
        .text("acute_count") { String($0.figures.overdue[.acute, default: 0]) }, .flag("any_acute") { $0.figures.overdue[.acute, default: 0] > 0 },
        .text("urgent_count") { String($0.figures.overdue[.urgent, default: 0]) },
        .flag("any_urgent") { $0.figures.overdue[.urgent, default: 0] > 0 },
        .text("case_count") { String($0.figures.openCases) }, .text("training_count") { String($0.figures.trainingsOverdue) },
        .flag("any_trainings") { $0.figures.trainingsOverdue > 0 },
    ])
}
