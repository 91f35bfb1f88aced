import FollowUps

extension WebhookContext {
    /// What a webhook template is tried with when it is loaded: everything there, everything absent, one, several and many.
    static let samples: [WebhookContext] = [
        sample(items: [full(1, isLast: true)], school: "school"),
        sample(items: [bare(1, isLast: true)], school: nil),
        sample(items: [full(1, isLast: false), bare(2, isLast: true)], school: nil, language: .en),
        sample(items: (1...Int64(mostShown) + 5).map { full($0, isLast: $0 == mostShown + 5) }, school: "school"),
        sample(items: [], school: "school", overview: OverviewCountsContext(overdue: 3, unmovedCases: 1, trainings: 0, evaluations: 2)),
        sample(
            items: [bare(1, isLast: true)], school: nil, language: .en,
            overview: OverviewCountsContext(overdue: 0, unmovedCases: 0, trainings: 1, evaluations: 0)),
        sample(items: [], school: nil, notice: "a \"notice\" with \\ and\nlines in it"),
    ]

    private static func sample(
        items: [Item], school: String?, language: Language = .nl, overview: OverviewCountsContext? = nil, notice: String? = nil
    ) -> WebhookContext {
        // Dutch samples have pages, English ones have none.
        WebhookContext(
            timestamp: "2026-12-07T08:00:00+01:00", language: language, subject: "\"subject\" \\ line", recipient: "recipient", school: school,
            items: items, overview: overview, notice: notice,
            pages: language == .nl ? WebOrigin("https://opvolg.school.example").map(PageAddresses.init) : nil)
    }

    private static func full(_ id: Int64, isLast: Bool) -> Item {
        Item(
            id: id, kind: "kind", title: "a \"title\" with \\ and / in it", urgency: .normal, due: "2026-12-07", dueText: "ma 7 december",
            isOverdue: true, caseCode: "2026-014", step: "+2sd", isLast: isLast)
    }

    private static func bare(_ id: Int64, isLast: Bool) -> Item {
        Item(
            id: id, kind: nil, title: nil, urgency: .acute, due: "2026-12-07T10:00:00+01:00", dueText: "ma 7 december 10:00", isOverdue: false,
            caseCode: nil, step: "0", isLast: isLast)
    }
}
