import FollowUps
import Tabular

/// Reads the keys of one table, and notes every mistake and every key that nobody asked for. A getter gives nil when
/// the key is absent, and also when its value is wrong, which has then been noted.
final class TableReader {
    /// As in messages: `[mail]`, `[[person]] "bestuur"`, `kind taak`. Made when a message wants it.
    lazy var name = naming()
    private let naming: () -> String
    let findings: Diagnostics
    private let table: TOMLTable
    private let separator: String
    /// What a text looks like here: quotes belong to TOML.
    let textGrammar: String
    private var known: [String] = []

    /// `separator` stands between the table's name and a key.
    init(
        _ table: TOMLTable, name: @autoclosure @escaping () -> String, separator: String = " ", textGrammar: String = "a text in quotes",
        findings: Diagnostics
    ) {
        self.table = table
        naming = name
        self.separator = separator
        self.textGrammar = textGrammar
        self.findings = findings
    }

    func refuse(_ key: String, _ message: String) { findings.add(path(key), message, line: table.line(of: key) ?? table.line) }
    func warn(_ key: String, _ message: String) { findings.warn(path(key), message) }

    func path(_ key: String) -> String { (name.isEmpty ? "" : name + separator) + IdentifierSyntax.presentable(key) }

    func has(_ key: String) -> Bool { table[key] != nil }

    var keys: [String] { table.keys }

    /// Valid or not; notes nothing.
    func peekID() -> String? { if case .text(let id) = table["id"] { id } else { nil } }

    /// Notes nothing.
    func holdsText(_ key: String) -> Bool { if case .text = table[key] { true } else { false } }

    func know(_ key: String) { known.append(key) }

    func require(_ key: String, expected: @autoclosure () -> String) {
        if !has(key) { refuse(key, "is missing; expected \(expected())") }
    }

    /// The name that was probably meant. Only the first mistakes of a file get a hint: to compare thousands of names
    /// with thousands of others takes minutes, and so many mistakes have one cause.
    func hint(for name: String, among names: @autoclosure () -> [String]) -> String {
        findings.count < TableReader.mostHints ? NearestName.hint(for: name, among: names()) : ""
    }

    static let mostHints = 30

    // MARK: Values

    /// One printable line.
    func text(_ key: String, expected: @autoclosure () -> String? = nil, atMost longest: Int = PrintableText.longest) -> String? {
        guard let text = string(key, expected: expected() ?? textGrammar) else { return nil }
        guard let objection = PrintableText.objection(to: text, atMost: longest) else { return text }
        refuse(key, "\(objection); expected \(expected() ?? textGrammar)")
        return nil
    }

    /// - Parameter showing: whether a message may repeat a wrong text.
    func value<Value>(_ key: String, expected: String, showing: (String) -> Bool = { _ in true }, _ parse: (String) -> Value?) -> Value? {
        guard let text = text(key, expected: expected) else { return nil }
        guard let value = parse(text) else {
            refuse(key, "\(showing(text) ? "\(quoted(text)) " : "")is not valid; expected \(expected)")
            return nil
        }
        return value
    }

    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type = Choice.self) -> Choice? where Choice.RawValue == String {
        func names() -> String { NearestName.either(Choice.allCases.map(\.rawValue)) }
        guard let text = string(key, expected: names()) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            refuse(key, "\(quoted(text)) is not known; expected \(names())")
            return nil
        }
        return choice
    }

    func flag(_ key: String) -> Bool? {
        guard let value = node(key) else { return nil }
        if case .flag(let flag) = value { return flag }
        refuse(key, "is \(value.article); expected true or false")
        return nil
    }

    func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = node(key) else { return nil }
        let expected = "a whole number from \(range.lowerBound) through \(range.upperBound)"
        guard case .number(let number) = value else {
            refuse(key, "is \(value.article); expected \(expected)")
            return nil
        }
        guard range.contains(number) else {
            refuse(key, "\(number) is out of range; expected \(expected)")
            return nil
        }
        return number
    }

    /// In quotes, or as a TOML date.
    func day(_ key: String) -> Day? {
        guard let value = node(key) else { return nil }
        return day(value, at: key)
    }

    // MARK: Lists

    /// Wrong texts are noted and left out.
    func list<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> [Value]? {
        elements(key, expected: expected)?.compactMap { element in
            guard case .text(let text) = element else {
                refuse(key, "holds \(element.article); expected \(expected)")
                return nil
            }
            if let value = parse(text) { return value }
            refuse(key, "\(quoted(text)) is not valid; expected \(expected)")
            return nil
        }
    }

    /// A text in both languages; Dutch is required where the key is present.
    func texts(_ key: String, atMost longest: Int = PrintableText.longest) -> LocalizedText? {
        guard let texts = table(key) else { return nil }
        defer { texts.finish() }
        texts.require("nl", expected: "the \(key) in Dutch")
        let dutch = texts.text("nl", expected: "the \(key) in Dutch", atMost: longest)
        let english = texts.text("en", expected: "the \(key) in English", atMost: longest)
        return dutch.map { LocalizedText(nl: $0, en: english) }
    }

    func days(_ key: String) -> [Day]? {
        elements(key, expected: TableReader.dayGrammar)?.compactMap { day($0, at: key) }
    }

    // MARK: Tables

    /// In messages `titled` replaces this table's name and the key.
    func table(_ key: String, titled other: String? = nil) -> TableReader? {
        guard let value = node(key) else { return nil }
        func title() -> String { other ?? (name.isEmpty ? "[\(key)]" : path(key)) }
        guard case .table(let table) = value else {
            findings.add(title(), "is \(value.article); expected a table, [\(key)]", line: table.line(of: key))
            return nil
        }
        return TableReader(table, name: title(), separator: separator, findings: findings)
    }

    /// Each table is named by its id, or by its place when it has none.
    func tables(_ key: String, named about: @autoclosure @escaping () -> String, separator: String = " ", quoting: Bool = true) -> [TableReader] {
        guard let value = node(key) else { return [] }
        guard let array = list(value) else {
            findings.add(about(), "is \(value.article); expected a list of tables, each beginning with [[\(key)]]", line: table.line(of: key))
            return []
        }
        return array.enumerated().compactMap { index, element in
            guard case .table(let table) = element else {
                findings.add(
                    about(), "holds \(element.article); expected a list of tables, each beginning with [[\(key)]]", line: table.line(of: key))
                return nil
            }
            func name() -> String {
                guard case .text(let id)? = table["id"] ?? table["name"], IdentifierSyntax.isPresentable(id) else {
                    return "\(about()) number \(index + 1)"
                }
                return "\(about()) \(quoting ? "\"\(id)\"" : id)"
            }
            return TableReader(table, name: name(), separator: separator, findings: findings)
        }
    }

    // MARK: Names

    /// Nil when the id is missing, wrong or taken.
    func identifier<Subject>(seen: inout Set<Identifier<Subject>>, taken: String = "is taken by an earlier one") -> Identifier<Subject>? {
        require("id", expected: IdentifierSyntax.grammar)
        guard let id: Identifier<Subject> = value("id", expected: IdentifierSyntax.grammar, IdentifierSyntax.id) else { return nil }
        if seen.insert(id).inserted { return id }
        refuse("id", "\"\(id)\" \(taken); give each its own id")
        return nil
    }

    func requiredName() -> String? {
        require("name", expected: textGrammar)
        return text("name")
    }

    /// Call this last: notes every key that nobody asked for.
    func finish() {
        for key in table.keys where !known.contains(key) {
            let hint = hint(for: key, among: known)
            if name.isEmpty {
                findings.add("[\(IdentifierSyntax.presentable(key))]", "is not a known table\(hint)", line: table.line(of: key))
            } else {
                findings.add(path(key), "is not a known key of \(name)\(hint)", line: table.line(of: key))
            }
        }
    }

    // MARK: -

    static let dayGrammar = "a day such as \"2026-12-18\""

    private func node(_ key: String) -> TOMLValue? {
        known.append(key)
        return table[key]
    }

    private func string(_ key: String, expected: @autoclosure () -> String) -> String? {
        guard let value = node(key) else { return nil }
        if case .text(let text) = value { return text }
        refuse(key, "is \(value.article); expected \(expected())")
        return nil
    }

    private func elements(_ key: String, expected: String) -> [TOMLValue]? {
        guard let value = node(key) else { return nil }
        guard let array = list(value) else {
            refuse(key, "is \(value.article); expected a list in [ ] of \(expected)")
            return nil
        }
        return array
    }

    private func day(_ value: TOMLValue, at key: String) -> Day? {
        if case .text(let text) = value {
            if let day = Day(text) { return day }
            refuse(key, "\(quoted(text)) is not a day; expected \(TableReader.dayGrammar)")
        } else if case .date(let date) = value {
            return Day(year: date.year, month: date.month, day: date.day)
        } else {
            refuse(key, "is \(value.article); expected \(TableReader.dayGrammar)")
        }
        return nil
    }

    func quoted(_ text: String) -> String { "\"\(IdentifierSyntax.presentable(text))\"" }

    private func list(_ value: TOMLValue) -> [TOMLValue]? {
        switch value {
        case .list(let values): values
        case .tables(let tables): tables.map { .table($0) }
        default: nil
        }
    }
}
