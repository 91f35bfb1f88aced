/// The tags of a text, and those that may not stand in it.
///
/// Only variables, sections, inverted sections, comments and partials may: the rest of Mustache could turn escaping off, change what a tag looks like, or
/// read more than a template's own fields. This is all that we read of a template ourselves; of the rest `TemplateProbe` asks the library.
struct TemplateTags: Sendable {
    typealias Problem = TemplateProblems.Problem

    /// The library calls itself for a section inside a section, and the stack has an end.
    static let deepest = 16

    let file: String
    /// The lines on which a name stands as a variable or opens a section, in order.
    private(set) var lines: [String: [Int]] = [:]
    private(set) var partials: [(name: String, line: Int)] = []
    private(set) var problems: [Problem] = []
    /// The text without what is wrong with it, so that everything else that is wrong can be found as well; nil when the library would not survive it.
    var mended: String? { isTooDeep ? nil : String(decoding: kept, as: UTF8.self) }
    private var kept: [UInt8] = []
    private var isTooDeep = false
    private var open: [(name: String, sign: String, line: Int)] = []

    /// - Parameters:
    ///   - firstLine: the number of the text's first line.
    ///   - isProse: whether `}}` outside a tag can only be a broken tag; JSON and CSS have it for their own reasons.
    init(in text: String, file: String, firstLine: Int = 1, isProse: Bool) {
        self.file = file
        let (opening, closing, lineEnd, space) = (UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "\n"), UInt8(ascii: " "))
        var line = firstLine
        var rest = Array(text.utf8)[...]
        func pair(in bytes: ArraySlice<UInt8>, where isBracket: (UInt8) -> Bool) -> Int? {
            bytes.indices.dropLast().first { isBracket(bytes[$0]) && bytes[$0] == bytes[$0 + 1] }
        }
        func skip(to end: Int) {
            line += rest[..<end].count { $0 == lineEnd }
            rest = rest[end...]
        }
        while let place = pair(in: rest, where: { $0 == opening || isProse && $0 == closing }) {
            let isTag = rest[place] == opening
            // What is left out leaves a space, so that what stood around it makes no tag.
            kept += rest[..<place] + [space]
            skip(to: place + 2)
            guard isTag else {
                report("has }} without the {{ that should come before it", at: line)
                continue
            }
            // A comment may go over several lines.
            let room = rest.first == UInt8(ascii: "!") ? rest : rest.prefix { $0 != lineEnd }
            guard let end = pair(in: room, where: { $0 == closing }) else {
                report("has {{ without }} on the same line", at: line)
                continue
            }
            if read(String(decoding: rest[..<end], as: UTF8.self), at: line) {
                kept += [opening, opening] + rest[..<end] + [closing, closing]
            }
            let isTriple = rest.first == opening && rest.dropFirst(end + 2 - rest.startIndex).first == closing
            skip(to: isTriple ? end + 3 : end + 2)
        }
        kept += rest
        for section in open { report("opens {{\(section.sign)\(section.name)}} and never closes it; write {{/\(section.name)}}", at: section.line) }
        closeSections(from: 0)
    }

    /// Whether the tag may stay.
    private mutating func read(_ tag: String, at line: Int) -> Bool {
        let sign = tag.first.map(String.init) ?? ""
        let name = Self.trimmed(tag.dropFirst())
        switch sign {
        case "!": return true
        case "#", "^":
            guard isName(name, at: line) else { return false }
            if open.count == Self.deepest {
                isTooDeep = true
                report("has sections more than \(Self.deepest) deep; make it simpler", at: line)
            }
            open.append((name, sign, line))
            return true
        case "/": return closes(name, at: line)
        case ">":
            guard !name.isEmpty, name.utf8.allSatisfy({ Self.isNameByte($0) || $0 == UInt8(ascii: "/") }) else {
                report("has {{>\(name)}}, which names no text; write it as {{> partial/name}}", at: line)
                return false
            }
            partials.append((name, line))
            return true
        case "{", "&": report("has a tag that turns escaping off; write {{name}} with two brackets", at: line)
        case "=", "%", "<", "$":
            report("has a {{\(sign)…}} tag; only {{name}}, {{#name}}, {{^name}}, {{/name}}, {{! comment}} and {{> partial}} may be used", at: line)
        default: return isName(Self.trimmed(tag), at: line)
        }
        return false
    }

    private mutating func closes(_ name: String, at line: Int) -> Bool {
        guard let index = open.lastIndex(where: { $0.name == name }) else {
            let expected = open.last.map { "; {{#\($0.name)}} of line \($0.line) is open here" } ?? ""
            report("closes {{/\(name)}}, which is not open\(expected)", at: line)
            return false
        }
        for inner in open[(index + 1)...] {
            report("opens {{\(inner.sign)\(inner.name)}} and does not close it before {{/\(name)}} on line \(line)", at: inner.line)
        }
        closeSections(from: index + 1)
        open.removeLast()
        return true
    }

    private mutating func closeSections(from index: Int) {
        for section in open[index...].reversed() { kept += "{{/\(section.name)}}".utf8 }
        open.removeSubrange(index...)
    }

    private mutating func isName(_ name: String, at line: Int) -> Bool {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isNameByte) else {
            report("has {{\(name)}}, which is not a name; names are of small letters and _", at: line)
            return false
        }
        lines[name, default: []].append(line)
        return true
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private mutating func report(_ message: String, at line: Int) { problems.append(Problem(file: file, line: line, message: message)) }
}
