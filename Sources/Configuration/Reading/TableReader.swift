import FollowUps
import TOMLKit

/// Reads the keys of one table, notes every mistake, and at the end every key that nobody asked for.
///
/// A getter gives nil when the key is absent and also when its value is wrong, which has then been noted.
final class TableReader {
    /// How messages call the table: `[mail]`, `[[person]] "bestuur"`, `kind taak`.
    let name: String
    let findings: Findings
    private let table: TOMLTable
    private let separator: String
    private var known: [String] = []

    /// `separator` stands between the table's name and a key.
    init(_ table: TOMLTable, name: String, separator: String = " ", findings: Findings) {
        self.table = table
        self.name = name
        self.separator = separator
        self.findings = findings
    }

    /// Notes a mistake at a key.
    func refuse(_ key: String, _ message: String) { findings.add(path(key), message) }
    func warn(_ key: String, _ message: String) { findings.warn(path(key), message) }

    func path(_ key: String) -> String { name.isEmpty ? key : name + separator + key }

    /// Whether the key stands there, with whatever value.
    func has(_ key: String) -> Bool { table[key] != nil }

    var keys: [String] { table.keys }

    /// The id as it stands there, whether valid or not, noting nothing.
    func peekID() -> String? { table["id"]?.string }

    /// Makes a key known before it is asked for.
    func know(_ key: String) { known.append(key) }

    /// Notes the absence of a key that has no default.
    func require(_ key: String, expected: String) {
        if !has(key) { refuse(key, "is missing; expected \(expected)") }
    }

    // MARK: Values

    /// One printable line.
    func text(_ key: String, expected: String = "a text in quotes") -> String? {
        guard let text = string(key, expected: expected) else { return nil }
        guard let objection = PlainText.objection(to: text) else { return text }
        refuse(key, "\(objection.hasPrefix("holds") ? "" : "it ")\(objection); expected \(expected)")
        return nil
    }

    /// A text of a grammar.
    func value<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> Value? {
        guard let text = string(key, expected: expected) else { return nil }
        guard let value = parse(text) else {
            refuse(key, "\(quoted(text)) is not valid; expected \(expected)")
            return nil
        }
        return value
    }

    /// One of a few words.
    func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _: Choice.Type = Choice.self) -> Choice? where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        guard let text = string(key, expected: NearestName.either(names)) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            refuse(key, "\(quoted(text)) is not known; expected \(NearestName.either(names))")
            return nil
        }
        return choice
    }

    func flag(_ key: String) -> Bool? {
        guard let value = node(key) else { return nil }
        if let flag = value.bool { return flag }
        refuse(key, "is \(describe(value)); expected true or false")
        return nil
    }

    func number(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = node(key) else { return nil }
        let expected = "a whole number from \(range.lowerBound) through \(range.upperBound)"
        guard let number = value.int else {
            refuse(key, "is \(describe(value)); expected \(expected)")
            return nil
        }
        guard range.contains(number) else {
            refuse(key, "\(number) is out of range; expected \(expected)")
            return nil
        }
        return number
    }

    /// A day, in quotes or as TOML has dates.
    func day(_ key: String) -> Day? {
        guard let value = node(key) else { return nil }
        return day(value, at: key)
    }

    // MARK: Lists

    /// Texts of a grammar; those that are wrong are left out.
    func list<Value>(_ key: String, expected: String, _ parse: (String) -> Value?) -> [Value]? {
        elements(key, expected: expected)?.compactMap { element in
            guard let text = element.string else {
                refuse(key, "holds \(describe(element)); expected \(expected)")
                return nil
            }
            if let value = parse(text) { return value }
            refuse(key, "\(quoted(text)) is not valid; expected \(expected)")
            return nil
        }
    }

    func days(_ key: String) -> [Day]? {
        elements(key, expected: TableReader.dayGrammar)?.compactMap { day($0, at: key) }
    }

    // MARK: Tables

    /// `titled` is how messages call it, when not by this table and its key.
    func table(_ key: String, titled other: String? = nil) -> TableReader? {
        guard let value = node(key) else { return nil }
        let title = other ?? (name.isEmpty ? "[\(key)]" : path(key))
        guard let table = value.table else {
            findings.add(title, "is \(describe(value)); expected a table, [\(key)]")
            return nil
        }
        return TableReader(table, name: title, separator: separator, findings: findings)
    }

    /// The tables of a list, each named by its id, or its place when it has none.
    func tables(_ key: String, named title: String, separator: String = " ", quoting: Bool = true) -> [TableReader] {
        guard let value = node(key) else { return [] }
        guard let array = value.array else {
            findings.add(title, "is \(describe(value)); expected a list of tables, each beginning with [[\(key)]]")
            return []
        }
        return array.enumerated().compactMap { index, element in
            guard let table = element.table else {
                findings.add(title, "holds \(describe(element)); expected a list of tables, each beginning with [[\(key)]]")
                return nil
            }
            var name = "\(title) number \(index + 1)"
            if let id = (table["id"] ?? table["name"])?.string, Name.isPresentable(id) { name = "\(title) \(quoting ? "\"\(id)\"" : id)" }
            return TableReader(table, name: name, separator: separator, findings: findings)
        }
    }

    /// Notes every key that nobody asked for.
    func finish() {
        for key in table.keys where !known.contains(key) {
            let hint = NearestName.hint(for: key, among: known)
            if name.isEmpty {
                findings.add("[\(Name.presentable(key))]", "is not a known table\(hint)")
            } else {
                findings.add(path(Name.presentable(key)), "is not a known key of \(name)\(hint)")
            }
        }
    }

    // MARK: -

    static let dayGrammar = "a day such as \"2026-12-18\""

    private func node(_ key: String) -> (any TOMLValueConvertible)? {
        known.append(key)
        return table[key]
    }

    private func string(_ key: String, expected: String) -> String? {
        guard let value = node(key) else { return nil }
        if let text = value.string { return text }
        refuse(key, "is \(describe(value)); expected \(expected)")
        return nil
    }

    private func elements(_ key: String, expected: String) -> [any TOMLValueConvertible]? {
        guard let value = node(key) else { return nil }
        guard let array = value.array else {
            refuse(key, "is \(describe(value)); expected a list in [ ] of \(expected)")
            return nil
        }
        return Array(array)
    }

    private func day(_ value: any TOMLValueConvertible, at key: String) -> Day? {
        if let text = value.string {
            if let day = Day(text) { return day }
            refuse(key, "\(quoted(text)) is not a day; expected \(TableReader.dayGrammar)")
        } else if let date = value.date, let day = Day(year: date.year, month: date.month, day: date.day) {
            return day
        } else {
            refuse(key, "is \(describe(value)); expected \(TableReader.dayGrammar)")
        }
        return nil
    }

    private func quoted(_ text: String) -> String { "\"\(Name.presentable(text))\"" }

    private func describe(_ value: any TOMLValueConvertible) -> String {
        switch value.type {
        case .table: "a table"
        case .array: "a list"
        case .string: "a text"
        case .int, .double: "a number"
        case .bool: "true or false"
        case .date: "a date"
        case .time: "a time"
        case .dateTime: "a date and time"
        }
    }
}
