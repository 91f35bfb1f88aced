/// A value of TOML 1.0. Decimals and times are recognised but not kept, because nothing asks for them.
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
    /// `[[name]]`: more of the same may follow.
    case tables([TOMLTable])

    /// For the middle of a sentence: "is a number; expected ..."
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

/// A table, its keys in the order of the file. A class, because later headers add to it.
public final class TOMLTable {
    /// Decides what may still be added.
    public enum Origin {
        case header
        /// Only named on the way to another table.
        case implied
        case dottedKey
        /// In braces: nothing can be added.
        case inline
    }

    public struct Entry {
        public let key: String
        public let line: Int
        public internal(set) var value: TOMLValue
    }

    var origin: Origin
    /// From 1.
    public let line: Int
    /// How many tables and lists it is nested in, itself included; 0 for the whole file.
    let depth: Int
    public private(set) var entries: [Entry] = []
    /// Of a table of some size. In a small one, as nearly all are, it is quicker to look at each key than to keep its place.
    private var places: [String: Int]?
    private static let small = 12

    public init(origin: Origin, line: Int, depth: Int = 0) {
        self.origin = origin
        self.line = line
        self.depth = depth
    }

    public var keys: [String] { entries.map(\.key) }

    public func line(of key: String) -> Int? { place(of: key).map { entries[$0].line } }

    public subscript(key: String) -> TOMLValue? { place(of: key).map { entries[$0].value } }

    public func set(_ key: String, _ value: TOMLValue, line: Int) {
        if let place = place(of: key) {
            entries[place].value = value
            return
        }
        entries.append(Entry(key: key, line: line, value: value))
        if places != nil {
            places?[key] = entries.count - 1
        } else if entries.count > Self.small {
            places = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($0.element.key, $0.offset) })
        }
    }

    private func place(of key: String) -> Int? {
        if let places { return places[key] }
        return entries.firstIndex { $0.key == key }
    }

    /// Appends one more `[[key]]`; false when there is none yet. In place, because copying would make thousands of tables slow to read.
    func append(_ table: TOMLTable, to key: String) -> Bool {
        guard let place = place(of: key), case .tables(var tables) = entries[place].value else { return false }
        entries[place].value = .tables([])
        tables.append(table)
        entries[place].value = .tables(tables)
        return true
    }
}
