/// A piece of a mail text, from which both the plain and the HTML part are laid out.
enum Block: Sendable, Hashable {
    /// Level 1 or 2.
    case heading(level: Int, [Span])
    /// One of several things to do: what it is called, what there is to say of it line by line, and where it is done.
    case action(title: [Span], [[Span]], link: Span?)
    /// Its lines stay lines.
    case paragraph([[Span]])
    case list([[Span]])
    /// A table of two columns without a head.
    case facts([Fact])
    case table(head: [[Span]]?, rows: [[[Span]]])
}

/// What something is called, and what it is.
struct Fact: Sendable, Hashable {
    let label: String
    let value: [Span]
}

/// A run of text of one sort.
enum Span: Sendable, Hashable {
    case plain(String)
    case strong(String)
    /// Something to type.
    case code(String)
    /// A telephone number as it is written, and as it is dialled.
    case phone(String, dial: String)
    /// Words that lead to a page.
    case link(String, url: String)

    var text: String {
        switch self {
        case .plain(let text), .strong(let text), .code(let text), .phone(let text, _), .link(let text, _): text
        }
    }

    /// As it is read where nothing can be pressed.
    var plainText: String { if case .link(let text, let url) = self { "\(text): \(url)" } else { text } }
}

/// A mail text cut into blocks.
struct MailDocument: Sendable, Hashable {
    let blocks: [Block]
    /// What stands below `--`.
    let smallPrint: [Block]
}
