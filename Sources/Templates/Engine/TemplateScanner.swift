/// Reads the tags of a template and finds the broken ones; the Mustache library keeps what it parsed to itself.
///
/// Only variables, sections, inverted sections, comments and partials are accepted. The rest of Mustache could turn escaping off, read more
/// than a template's own variables, or change what a tag looks like.
struct TemplateScanner {
    typealias Problem = TemplateProblems.Problem

    static let deepest = 16

    private let file: String
    private let text: [UInt8]
    /// Whether `}}` outside a tag can only be a broken tag; JSON and CSS have it for their own reasons.
    private let isProse: Bool
    private var line: Int
    private var position = 0
    private var open: [(name: String, inverted: Bool, line: Int, nodes: [TemplateNode])] = []
    private var nodes: [TemplateNode] = []
    private(set) var problems: [Problem] = []

    /// `line` is the number of the text's first line.
    static func scan(_ text: String, file: String, line: Int = 1, isProse: Bool) -> (nodes: [TemplateNode], problems: [Problem]) {
        var scanner = TemplateScanner(file: file, text: Array(text.utf8), isProse: isProse, line: line)
        scanner.run()
        return (scanner.nodes, scanner.problems)
    }

    private init(file: String, text: [UInt8], isProse: Bool, line: Int) {
        self.file = file
        self.text = text
        self.isProse = isProse
        self.line = line
    }

    private mutating func run() {
        while position < text.count {
            if starts(with: "{{") {
                readTag()
            } else if isProse, starts(with: "}}") {
                report("has }} without the {{ that should come before it", at: line)
                position += 2
            } else {
                advance()
            }
        }
        while let section = open.popLast() {
            report("opens {{\(section.inverted ? "^" : "#")\(section.name)}} and never closes it; write {{/\(section.name)}}", at: section.line)
            close(section)
        }
    }

    private mutating func readTag() {
        let start = line
        position += 2
        guard let content = contentOfTag() else {
            report("has {{ without }} on the same line", at: start)
            return
        }
        let sign = content.first.map(String.init) ?? ""
        let name = trimmed(content.dropFirst())
        switch sign {
        case "!": break
        case "#", "^": openSection(name, inverted: sign == "^", at: start)
        case "/": closeSection(name, at: start)
        case ">":
            guard !name.isEmpty, name.utf8.allSatisfy({ isNameByte($0) || $0 == UInt8(ascii: "/") }) else {
                return report("has {{>\(name)}}, which names no text; write it as {{> partial/name}}", at: start)
            }
            append(.partial(name, line: start))
        case "{", "&": report("has a tag that turns escaping off; write {{name}} with two brackets", at: start)
        case "=", "%", "<", "$":
            report("has a {{\(sign)…}} tag; only {{name}}, {{#name}}, {{^name}}, {{/name}}, {{! comment}} and {{> partial}} may be used", at: start)
        default:
            let name = trimmed(content[...])
            guard isName(name, at: start) else { return }
            append(.variable(name, line: start))
        }
    }

    /// What stands between the brackets; a comment may go over several lines.
    private mutating func contentOfTag() -> String? {
        let isComment = position < text.count && text[position] == UInt8(ascii: "!")
        var end = position
        while end + 1 < text.count, !(text[end] == UInt8(ascii: "}") && text[end + 1] == UInt8(ascii: "}")) {
            if text[end] == UInt8(ascii: "\n") {
                guard isComment else { return nil }
                line += 1
            }
            end += 1
        }
        guard end + 1 < text.count else { return nil }
        let content = String(decoding: text[position..<end], as: UTF8.self)
        position = end + 2
        if content.hasPrefix("{"), position < text.count, text[position] == UInt8(ascii: "}") { position += 1 }
        return content
    }

    private mutating func openSection(_ name: String, inverted: Bool, at start: Int) {
        guard isName(name, at: start) else { return }
        if open.count == Self.deepest { report("has sections more than \(Self.deepest) deep; make it simpler", at: start) }
        open.append((name, inverted, start, []))
    }

    private mutating func closeSection(_ name: String, at start: Int) {
        guard let index = open.lastIndex(where: { $0.name == name }) else {
            let expected = open.last.map { "; {{#\($0.name)}} of line \($0.line) is open here" } ?? ""
            return report("closes {{/\(name)}}, which is not open\(expected)", at: start)
        }
        while open.count - 1 > index, let inner = open.popLast() {
            report("opens {{\(inner.inverted ? "^" : "#")\(inner.name)}} and does not close it before {{/\(name)}} on line \(start)", at: inner.line)
            close(inner)
        }
        if let section = open.popLast() { close(section) }
    }

    private mutating func close(_ section: (name: String, inverted: Bool, line: Int, nodes: [TemplateNode])) {
        append(.section(section.name, inverted: section.inverted, line: section.line, section.nodes))
    }

    private mutating func append(_ node: TemplateNode) {
        if open.isEmpty { nodes.append(node) } else { open[open.count - 1].nodes.append(node) }
    }

    private mutating func isName(_ name: String, at start: Int) -> Bool {
        if !name.isEmpty, name.utf8.allSatisfy(isNameByte) { return true }
        report("has {{\(name)}}, which is not a name; names are of small letters and _", at: start)
        return false
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: "-")
    }

    private func trimmed(_ text: some StringProtocol) -> String { String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }

    private func starts(with pair: StaticString) -> Bool {
        position + 1 < text.count && text[position] == pair.utf8Start[0] && text[position + 1] == pair.utf8Start[1]
    }

    private mutating func advance() {
        if text[position] == UInt8(ascii: "\n") { line += 1 }
        position += 1
    }

    private mutating func report(_ message: String, at line: Int) { problems.append(Problem(file: file, line: line, message: message)) }
}
