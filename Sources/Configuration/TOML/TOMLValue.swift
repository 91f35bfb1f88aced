import FollowUps

/// A value of a TOML 1.0 file. Numbers with a fraction and times are told apart from the rest but not kept: nothing asks for them.
enum TOMLValue {
    case text(String)
    case number(Int)
    case decimal
    case flag(Bool)
    case day(Day)
    case time
    case moment
    case list([TOMLValue])
    case table(TOMLTable)
    /// `[[name]]`, which more of the same may follow.
    case tables([TOMLTable])

    /// As the middle of a sentence: "is a number; expected ..."
    var article: String {
        switch self {
        case .text: "a text"
        case .number, .decimal: "a number"
        case .flag: "true or false"
        case .day: "a date"
        case .time: "a time"
        case .moment: "a date and time"
        case .list, .tables: "a list"
        case .table: "a table"
        }
    }
}

/// A table of a TOML file, its keys in the order of the file; a class, because headers further on add to it.
final class TOMLTable {
    /// What may still be added to it, and how.
    enum Origin {
        /// Named by a header of its own.
        case header
        /// Only named on the way to another.
        case implied
        case dottedKey
        /// Written in braces, so that nothing can be added.
        case inline
    }

    struct Entry {
        let key: String
        let line: Int
        var value: TOMLValue
    }

    var origin: Origin
    /// Counted from 1.
    let line: Int
    /// How many tables and lists it stands in, itself among them; the file as a whole is none.
    let depth: Int
    private(set) var entries: [Entry] = []
    private var places: [String: Int] = [:]

    init(origin: Origin, line: Int, depth: Int = 0) {
        self.origin = origin
        self.line = line
        self.depth = depth
    }

    var keys: [String] { entries.map(\.key) }

    func line(of key: String) -> Int? { places[key].map { entries[$0].line } }

    subscript(key: String) -> TOMLValue? { places[key].map { entries[$0].value } }

    func set(_ key: String, _ value: TOMLValue, line: Int) {
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
