import Templates

struct ContactContext: TemplateContext {
    let name: String
    let phone: String
    let isLast: Bool

    static let vocabulary = TemplateFields<ContactContext>([
        .text("partner") { $0.name }, .text("phone") { $0.phone }, .flag("last_contact") { $0.isLast },
    ])
}
