/// A piece of a mail text, from which both the plain and the HTML part are laid out.
enum Block: Sendable, Hashable {
    /// Level 1 or 2.
    case heading(level: Int, [Span])
    /// One of several things to do: its title, what there is to say of it line by line, and where it is done.
    case action(title: [Span], [[Span]], link: Span?)
    case paragraph([[Span]])
    case list([[Span]])
    /// A table of two columns without a head.
    case facts([Fact])
    case table(head: [[Span]]?, rows: [[[Span]]])
}

struct Fact: Sendable, Hashable {
    let label: String
    let value: [Span]
}

enum Span: Sendable, Hashable {
    case plain(String)
    case strong(String)
    case code(String)
    /// A telephone number as written, and as dialled.
    case phone(String, dial: String)
    case link(String, url: String)

    var text: String {
        switch self {
        case .plain(let text), .strong(let text), .code(let text), .phone(let text, _), .link(let text, _): text
        }
    }

    /// For where nothing can be pressed.
    var plainText: String { if case .link(let text, let url) = self { "\(text): \(url)" } else { text } }
}

struct MailDocument: Sendable, Hashable {
    let blocks: [Block]
    /// What stands below `--`.
    let smallPrint: [Block]
}
