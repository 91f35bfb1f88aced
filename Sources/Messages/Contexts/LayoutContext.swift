import FollowUps

/// A mail text cut into blocks, for the HTML layout that dresses it.
struct LayoutContext: TemplateContext {
    /// How the mail should look at first sight: by its most pressing item.
    enum Tone: Sendable {
        case calm, overdue, acute
    }

    let language: Language
    let subject: String
    let sender: String
    let tone: Tone
    let blocks: [Block]
    let smallPrint: [Block]

    static let vocabulary = Vocabulary<LayoutContext>([
        .text("language") { $0.language.rawValue }, .flag("nl") { $0.language == .nl }, .flag("en") { $0.language == .en },
        .text("subject") { $0.subject }, .text("sender") { $0.sender }, .flag("calm") { $0.tone == .calm },
        .flag("overdue") { $0.tone == .overdue }, .flag("acute") { $0.tone == .acute }, .list("blocks") { $0.blocks },
        .flag("any_small_print") { !$0.smallPrint.isEmpty }, .list("small_print") { $0.smallPrint },
    ])
}

extension Block: TemplateContext {
    static let vocabulary = Vocabulary<Block>([
        .list("heading") { if case .heading(1, let spans) = $0 { [LineContext(spans: spans)] } else { [] } },
        .list("subheading") { if case .heading(2, let spans) = $0 { [LineContext(spans: spans)] } else { [] } },
        .list("paragraph") { if case .paragraph(let lines) = $0 { [LinesContext(lines: lines)] } else { [] } },
        .list("list") { if case .list(let lines) = $0 { [LinesContext(lines: lines)] } else { [] } },
        .list("facts") { if case .facts(let facts) = $0 { [FactsContext(facts: facts)] } else { [] } },
        .list("table") { if case .table(let head, let rows) = $0 { [TableContext(head: head, rows: rows)] } else { [] } },
    ])
}

struct LinesContext: TemplateContext {
    let lines: [LineContext]

    init(lines: [[Span]]) {
        self.lines = lines.enumerated().map { LineContext(spans: $1, isLast: $0 == lines.count - 1) }
    }

    static let vocabulary = Vocabulary<LinesContext>([.list("lines") { $0.lines }])
}

struct LineContext: TemplateContext {
    let spans: [Span]
    var isLast = true

    static let vocabulary = Vocabulary<LineContext>([.list("spans") { $0.spans }, .flag("last_line") { $0.isLast }])
}

struct FactsContext: TemplateContext {
    let facts: [Fact]

    static let vocabulary = Vocabulary<FactsContext>([.list("rows") { $0.facts }])
}

extension Fact: TemplateContext {
    static let vocabulary = Vocabulary<Fact>([.list("label") { [LineContext(spans: $0.label)] }, .list("value") { [LineContext(spans: $0.value)] }])
}

struct TableContext: TemplateContext {
    let head: [LineContext]
    let rows: [RowContext]

    init(head: [[Span]]?, rows: [[[Span]]]) {
        self.head = (head ?? []).map { LineContext(spans: $0) }
        self.rows = rows.map { RowContext(cells: $0.map { LineContext(spans: $0) }) }
    }

    static let vocabulary = Vocabulary<TableContext>([
        .flag("any_head") { !$0.head.isEmpty }, .list("head") { $0.head }, .list("rows") { $0.rows },
    ])
}

struct RowContext: TemplateContext {
    let cells: [LineContext]

    static let vocabulary = Vocabulary<RowContext>([.list("cells") { $0.cells }])
}

extension Span: TemplateContext {
    static let vocabulary = Vocabulary<Span>([
        .text("text") { $0.text },
        .flag("plain") { if case .plain = $0 { true } else { false } },
        .flag("strong") { if case .strong = $0 { true } else { false } },
        .flag("code") { if case .code = $0 { true } else { false } },
        .optional("dial") { if case .phone(_, let dial) = $0 { dial } else { nil } },
    ])
}
