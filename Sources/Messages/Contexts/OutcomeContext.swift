import Templates

struct OutcomeContext: TemplateContext {
    let id: String
    let meaning: String
    let close: String
    let isLast: Bool

    static let vocabulary = TemplateFields<OutcomeContext>([
        .text("outcome") { $0.id }, .text("meaning") { $0.meaning }, .text("close") { $0.close }, .flag("last_outcome") { $0.isLast },
    ])
}
