import FollowUps
import Templates

/// A digest: what cannot wait, what has waited for it, and the overview of whoever looks after schools.
struct DigestContext: TemplateContext {
    /// Reminders told in full. The rest goes into the table, to stay below the 102 kB at which Gmail cuts a mail off.
    static let mostPressing = 8
    static let mostRows = 15
    /// The table of the reader's own reminders should miss none.
    static let mostWaiting = 40

    let day: String
    let isWeekly: Bool
    let items: [ItemContext]
    let overview: Overview?
    let builder: OverviewContextBuilder
    let pages: PageAddresses?

    private var pressing: [ItemContext] { Array(items.filter(\.isPressing).prefix(Self.mostPressing)) }
    private var waiting: [ItemContext] { items.filter { item in !pressing.contains { $0.id == item.id } } }
    /// Without those that are among the reminders.
    private var trainings: [FollowUp] { notTold(overview?.trainings ?? []) }
    private var evaluations: [FollowUp] { notTold(overview?.evaluations ?? []) }
    private var overdueCount: Int { items.count { $0.timing.overdueFor != nil } }

    static let vocabulary = TemplateFields<DigestContext>(words + PageAddresses.words { $0.pages })

    private static let words: [Word<DigestContext>] = [
        .text("day") { $0.day }, .flag("weekly") { $0.isWeekly }, .text("count") { String($0.items.count) },
        .flag("one") { $0.items.count == 1 }, .flag("any_overdue") { $0.overdueCount > 0 }, .text("overdue_count") { String($0.overdueCount) },
        .flag("any_items") { !$0.items.isEmpty }, .list("items") { $0.items },
        .flag("any_pressing") { !$0.pressing.isEmpty }, .list("pressing") { $0.pressing },
        .flag("any_waiting") { !$0.waiting.isEmpty }, .list("waiting") { Array($0.waiting.prefix(mostWaiting)) },
        .optional("more_waiting") { more($0.waiting, than: mostWaiting) },
        .flag("any_overview") { $0.overview != nil }, .optional("overview_for") { $0.builder.roleTitles($0.overview?.standsInFor ?? []) },
        .flag("several_schools") { Set($0.items.map(\.school)).count > 1 || ($0.overview?.schools.count ?? 0) > 1 },
        .flag("any_overdue_schools") { !($0.overview?.overdue ?? []).isEmpty },
        .list("overdue_schools") { context in context.rows(\.overdue).map(context.builder.overdueSchool) },
        .optional("more_overdue_schools") { more($0.overview?.overdue ?? [], than: mostRows) },
        .flag("any_unmoved_cases") { !($0.overview?.unmovedCases ?? []).isEmpty },
        .list("unmoved_cases") { context in context.rows(\.unmovedCases).map(context.builder.unmovedCase) },
        .optional("more_unmoved_cases") { more($0.overview?.unmovedCases ?? [], than: mostRows) },
        .flag("any_trainings") { !$0.trainings.isEmpty },
        .list("trainings") { context in context.trainings.prefix(mostRows).map(context.builder.item) },
        .optional("more_trainings") { more($0.trainings, than: mostRows) },
        .flag("any_evaluations") { !$0.evaluations.isEmpty },
        .list("evaluations") { context in context.evaluations.prefix(mostRows).map(context.builder.item) },
        .optional("more_evaluations") { more($0.evaluations, than: mostRows) },
    ]

    private func rows<Element>(_ part: (Overview) -> [Element]) -> [Element] { overview.map { Array(part($0).prefix(Self.mostRows)) } ?? [] }

    private func notTold(_ followUps: [FollowUp]) -> [FollowUp] { followUps.filter { followUp in !items.contains { $0.id == followUp.id } } }

    private static func more(_ all: [some Any], than most: Int) -> String? { all.count > most ? String(all.count - most) : nil }
}
