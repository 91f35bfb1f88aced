import FollowUps
import Templates

struct LayoutContext: TemplateContext {
    /// That of the most pressing item.
    enum Severity: Sendable {
        case calm, overdue, acute
    }

    /// Decides what stands beside the subject, and what the tone is called.
    enum Purpose: Sendable {
        case actions
        case service
        case signIn
    }

    /// With more actions than this, each line of an action is cut to two lines of a telephone. The rest is on the page.
    static let mostWithRoom = 5

    let language: Language
    let subject: String
    let sender: String
    let purpose: Purpose
    let tone: Severity
    let blocks: [BlockContext]
    let smallPrint: [BlockContext]

    init(language: Language, subject: String, sender: String, purpose: Purpose = .actions, tone: Severity, document: MailDocument) {
        self.language = language
        self.subject = subject
        self.sender = sender
        self.purpose = purpose
        self.tone = tone
        let actions = document.blocks.count { if case .action = $0 { true } else { false } }
        blocks = document.blocks.map { BlockContext($0, isCrowded: actions > Self.mostWithRoom) }
        smallPrint = document.smallPrint.map { BlockContext($0) }
    }

    static let vocabulary = TemplateFields<LayoutContext>([
        .text("language") { $0.language.rawValue }, .flag("nl") { $0.language == .nl }, .flag("en") { $0.language == .en },
        .text("subject") { $0.subject }, .text("sender") { $0.sender }, .flag("about_actions") { $0.purpose == .actions },
        .flag("about_service") { $0.purpose == .service }, .flag("sign_in") { $0.purpose == .signIn }, .flag("calm") { $0.tone == .calm },
        .flag("overdue") { $0.tone == .overdue }, .flag("acute") { $0.tone == .acute }, .list("blocks") { $0.blocks },
        .flag("any_small_print") { !$0.smallPrint.isEmpty }, .list("small_print") { $0.smallPrint },
    ])
}

/// A block for the layout: one of the flags is set, and the lists that go with it are filled.
struct BlockContext: TemplateContext {
    private enum Sort {
        case heading, subheading, action, paragraph, button, list, facts, table
    }

    private let sort: Sort
    private var title: [LineContext] = []
    private var lines: [LineContext] = []
    private var row: [LineContext] = []
    private var link: Span?
    private var facts: [FactContext] = []
    private var head: [LineContext] = []
    private var rows: [RowContext] = []

    init(_ block: Block, isCrowded: Bool = false) {
        switch block {
        case .heading(let level, let spans):
            sort = level == 1 ? .heading : .subheading
            lines = LineContext.lines([spans])
        case .action(let title, let lines, let link):
            sort = .action
            self.title = LineContext.lines([title])
            self.lines = LineContext.lines(lines.dropLast(), isCrowded: isCrowded)
            row = LineContext.lines(lines.suffix(1))
            self.link = link
        case .paragraph(let spans):
            // A link that has a paragraph to itself becomes a button.
            sort = if spans.count == 1, spans[0].count == 1, case .link = spans[0][0] { .button } else { .paragraph }
            lines = LineContext.lines(spans)
        case .list(let spans):
            sort = .list
            lines = LineContext.lines(spans)
        case .facts(let facts):
            sort = .facts
            self.facts = facts.map(FactContext.init)
        case .table(let head, let rows):
            sort = .table
            self.head = LineContext.lines(head ?? [])
            self.rows = rows.map { RowContext(cells: LineContext.lines($0)) }
        }
    }

    static let vocabulary = TemplateFields<BlockContext>([
        .flag("heading") { $0.sort == .heading }, .flag("subheading") { $0.sort == .subheading }, .flag("paragraph") { $0.sort == .paragraph },
        .flag("button") { $0.sort == .button }, .flag("action") { $0.sort == .action }, .list("title") { $0.title },
        .list("row") { $0.row }, .list("link") { $0.link.map { [$0] } ?? [] },
        .flag("list") { $0.sort == .list }, .flag("any_facts") { $0.sort == .facts }, .flag("table") { $0.sort == .table },
        .list("lines") { $0.lines }, .list("facts") { $0.facts }, .flag("any_head") { !$0.head.isEmpty }, .list("head") { $0.head },
        .list("rows") { $0.rows },
    ])
}

struct LineContext: TemplateContext {
    let spans: [Span]
    let isLast: Bool
    /// Whether only its beginning is shown. A telephone number is never cut off.
    let isCut: Bool

    static func lines(_ lines: some Collection<[Span]>, isCrowded: Bool = false) -> [LineContext] {
        lines.enumerated().map { place, spans in
            LineContext(
                spans: spans, isLast: place == lines.count - 1,
                isCut: isCrowded && spans.allSatisfy { if case .plain = $0 { true } else { false } })
        }
    }

    static let vocabulary = TemplateFields<LineContext>([
        .list("spans") { $0.spans }, .flag("last_line") { $0.isLast }, .flag("cut") { $0.isCut },
    ])
}

struct FactContext: TemplateContext {
    let label: String
    let spans: [Span]

    init(_ fact: Fact) {
        label = fact.label
        spans = fact.value
    }

    static let vocabulary = TemplateFields<FactContext>([.text("label") { $0.label }, .list("spans") { $0.spans }])
}

struct RowContext: TemplateContext {
    let cells: [LineContext]

    static let vocabulary = TemplateFields<RowContext>([.list("cells") { $0.cells }])
}

extension Span: TemplateContext {
    static let vocabulary = TemplateFields<Span>([
        .text("text") { $0.text },
        .flag("marked") { if case .plain = $0 { false } else { true } },
        .flag("strong") { if case .strong = $0 { true } else { false } },
        .flag("code") { if case .code = $0 { true } else { false } },
        .optional("url") { if case .link(_, let url) = $0 { url } else { nil } },
        .optional("dial") { if case .phone(_, let dial) = $0 { dial } else { nil } },
    ])
}
