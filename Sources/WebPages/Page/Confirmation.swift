import FollowUps
import Templates

/// What somebody has just done, with what they can do next. Shown at the top of the page to which a form leads.
public struct Confirmation: TemplateContext {
    public struct Next: Hashable, Sendable {
        let path: String
        let title: String

        public init(path: String, title: String) {
            self.path = path
            self.title = title
        }
    }

    /// A form that takes it back: where it is sent, and its fields.
    public struct UndoForm: Hashable, Sendable {
        let path: String
        let fields: [HiddenField]

        public init(path: String, fields: [(name: String, value: String)]) {
            self.path = path
            self.fields = fields.map { HiddenField(name: $0.name, value: $0.value) }
        }
    }

    public struct HiddenField: TemplateContext, Hashable {
        let name: String
        let value: String

        public static let vocabulary = TemplateFields<HiddenField>([.text("name") { $0.name }, .text("value") { $0.value }])
    }

    let what: String
    let warnings: [Warning]
    let undo: UndoForm?
    let next: Next?

    /// - Parameters:
    ///   - what: one sentence.
    ///   - warnings: what has to be done besides, a sentence each.
    public init(_ what: String, warnings: [String] = [], undo: UndoForm? = nil, next: Next? = nil) {
        self.what = what
        self.warnings = warnings.map { Warning(text: $0) }
        self.undo = undo
        self.next = next
    }

    struct Warning: TemplateContext {
        let text: String

        static let vocabulary = TemplateFields<Warning>([.text("warning") { $0.text }])
    }

    public static let vocabulary = TemplateFields<Confirmation>([
        .text("done") { $0.what }, .list("warnings") { $0.warnings }, .optional("undo_path") { $0.undo?.path },
        .list("undo_fields") { $0.undo?.fields ?? [] }, .optional("next_path") { $0.next?.path }, .optional("next_title") { $0.next?.title },
    ])
}

extension Word where Root: PageModel {
    /// `confirmation`, for the partial of that name; empty when nothing was just done.
    static func confirmation(_ read: @escaping @Sendable (Root) -> Confirmation?) -> Word {
        .list("confirmation") { read($0).map { [$0] } ?? [] }
    }
}
