import Templates

struct BundleContext: TemplateContext {
    let day: String
    let isWeekly: Bool
    let overdueCount: Int
    let items: [ItemContext]
    let pages: PageAddresses?

    static let vocabulary = TemplateFields<BundleContext>(words + PageAddresses.words { $0.pages })

    private static let words: [Word<BundleContext>] = [
        .text("day") { $0.day }, .flag("weekly") { $0.isWeekly }, .text("count") { String($0.items.count) },
        .flag("one") { $0.items.count == 1 }, .flag("any_overdue") { $0.overdueCount > 0 }, .text("overdue_count") { String($0.overdueCount) },
        .list("items") { $0.items }, .flag("several_schools") { Set($0.items.map(\.school)).count > 1 },
    ]
}
