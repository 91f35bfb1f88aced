import Templates

/// One of the things that a field of a form offers.
struct Choice: TemplateContext {
    let value: String
    let label: String
    let isChosen: Bool

    init(_ value: String, _ label: String, isChosen: Bool) {
        self.value = value
        self.label = label
        self.isChosen = isChosen
    }

    static let vocabulary = TemplateFields<Choice>([.text("value") { $0.value }, .text("label") { $0.label }, .flag("chosen") { $0.isChosen }])
}

/// A problem of a form, with the id of its field.
struct FormProblem: TemplateContext {
    let text: String
    let field: String

    static let vocabulary = TemplateFields<FormProblem>([.text("problem") { $0.text }, .text("field") { $0.field }])
}

/// A field for a few words that somebody writes, for the partial of that name.
struct ShortText: TemplateContext {
    let id: String
    let name: String
    /// As typed.
    let value: String
    let problem: String?

    static let vocabulary = TemplateFields<ShortText>([
        .text("field_id") { $0.id }, .text("field_name") { $0.name }, .optional("field_value") { $0.value },
        .optional("field_problem") { $0.problem },
    ])
}

extension Word {
    /// A field for a few words, which is always there.
    static func shortText(_ name: String, _ read: @escaping @Sendable (Root) -> ShortText) -> Word { .list(name) { [read($0)] } }
}
