/// A value of a TOML 1.0 file. Numbers with a fraction and times are told apart from the rest but not kept: nothing asks for them.
public enum TOMLValue {
    case text(String)
    case number(Int)
    case decimal
    case flag(Bool)
    case date(TOMLDate)
    case time
    case moment
    case list([TOMLValue])
    case table(TOMLTable)
    /// `[[name]]`, which more of the same may follow.
    case tables([TOMLTable])

    /// As the middle of a sentence: "is a number; expected ..."
    public var article: String {
        switch self {
        case .text: "a text"
        case .number, .decimal: "a number"
        case .flag: "true or false"
        case .date: "a date"
        case .time: "a time"
        case .moment: "a date and time"
        case .list, .tables: "a list"
        case .table: "a table"
        }
    }
}

/// A table of a TOML file, its keys in the order of the file; a class, because headers further on add to it.
public final class TOMLTable {
    /// What may still be added to it, and how.
    public enum Origin {
        /// Named by a header of its own.
        case header
        /// Only named on the way to another.
        case implied
        case dottedKey
        /// Written in braces, so that nothing can be added.
        case inline
    }

    public struct Entry {
        public let key: String
        public let line: Int
        public internal(set) var value: TOMLValue
    }

    var origin: Origin
    /// Counted from 1.
    public let line: Int
    /// How many tables and lists it stands in, itself among them; the file as a whole is none.
    let depth: Int
    public private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]

    public init(origin: Origin, line: Int, depth: Int = 0) {
        self.origin = origin
        self.line = line
        self.depth = depth
    }

    public var keys: [String] { entries.map(\.key) }

    public func line(of key: String) -> Int? { places[key].map { entries[$0].line } }

    public subscript(key: String) -> TOMLValue? { places[key].map { entries[$0].value } }

    public func set(_ key: String, _ value: TOMLValue, line: Int) {
        if let place = places[key] {
            entries[place].value = value
        } else {
            places[key] = entries.count
            entries.append(Entry(key: key, line: line, value: value))
        }
    }

    /// Adds one more `[[key]]`; false when there is none yet. In place: to copy the others each time would make thousands of people slow to read.
    func append(_ table: TOMLTable, to key: String) -> Bool {
        guard let place = places[key], case .tables(var tables) = entries[place].value else { return false }
        entries[place].value = .tables([])
        tables.append(table)
        entries[place].value = .tables(tables)
        return true
    }
}
