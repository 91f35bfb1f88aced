import FollowUps
import Templates

/// A training or an evaluation: what it is and until when, never whom it is about (promise 9).
struct OverviewItemContext: TemplateContext {
    let id: Int64
    /// That of its kind: a title that somebody gave it might name a person.
    let title: String
    let school: String
    let due: String
    let overdueFor: String?

    static let vocabulary = TemplateFields<OverviewItemContext>([
        .text("id") { String($0.id) }, .text("title") { $0.title }, .text("school") { $0.school }, .text("due") { $0.due },
        .optional("overdue_for") { $0.overdueFor },
    ])
}

struct OverdueSchoolContext: TemplateContext {
    let school: String
    /// By urgency: "1 acuut, 3 gewoon".
    let counts: String
    let since: String
    let numbers: String

    static let vocabulary = TemplateFields<OverdueSchoolContext>([
        .text("school") { $0.school }, .text("counts") { $0.counts }, .text("since") { $0.since }, .text("numbers") { $0.numbers },
    ])
}

struct UnmovedCaseContext: TemplateContext {
    let code: String
    let school: String
    /// When somebody last did something, and how long ago that is.
    let since: String
    let stillFor: String
    let numbers: String?

    static let vocabulary = TemplateFields<UnmovedCaseContext>([
        .text("case") { $0.code }, .text("school") { $0.school }, .text("since") { $0.since }, .text("still_for") { $0.stillFor },
        .optional("numbers") { $0.numbers },
    ])
}

struct OverviewCountsContext: TemplateContext {
    let overdue: Int
    let unmovedCases: Int
    let trainings: Int
    let evaluations: Int

    static let vocabulary = TemplateFields<OverviewCountsContext>([
        .text("overdue_count") { String($0.overdue) }, .text("unmoved_count") { String($0.unmovedCases) },
        .text("training_count") { String($0.trainings) }, .text("evaluation_count") { String($0.evaluations) },
    ])
}

extension OverviewCountsContext {
    init(_ overview: Overview) {
        self.init(
            overdue: overview.overdue.reduce(0) { $0 + $1.followUps.count }, unmovedCases: overview.unmovedCases.count,
            trainings: overview.trainings.count, evaluations: overview.evaluations.count)
    }
}
