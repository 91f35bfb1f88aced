import Foundation

/// The lines of a forecast, by time, recipient, channel and follow-up.
///
/// A country has hundreds of thousands in a week. So each is a few numbers, and what many have in common is kept once.
public struct ForecastLines: RandomAccessCollection, Sendable {
    private let entries: [Entry]
    private let destinations: [Destination]
    private let contents: [Content]

    private init(entries: [Entry], destinations: [Destination], contents: [Content]) {
        self.entries = entries
        self.destinations = destinations
        self.contents = contents
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { entries.count }

    public subscript(place: Int) -> Forecast.Line {
        let entry = entries[place]
        let (destination, content) = (destinations[Int(entry.destination)], contents[Int(entry.content)])
        return Forecast.Line(
            at: entry.at, recipient: destination.recipient, channel: destination.channel, followUp: content.hasFollowUp ? entry.followUp : nil,
            step: content.step, reason: content.reason, isSettled: content.isSettled)
    }

    /// Those that somebody may see: what comes to them, but not of `hidden`, and what comes to others of the follow-ups that they may read.
    public func seen(by viewer: PersonID, readable: Set<Int64>, hidden: Set<Int64>) -> ForecastLines {
        let seen = entries.filter { entry in
            let isTheirs = destinations[Int(entry.destination)].recipient == viewer
            guard contents[Int(entry.content)].hasFollowUp else { return isTheirs }
            return readable.contains(entry.followUp) || (isTheirs && !hidden.contains(entry.followUp))
        }
        return ForecastLines(entries: seen, destinations: destinations, contents: contents)
    }

    fileprivate struct Entry {
        let at: Date
        /// 0 for none.
        let followUp: Int64
        /// Places in `destinations` and `contents`.
        let destination: Int32
        let content: Int32
    }

    fileprivate struct Destination: Hashable {
        let recipient: PersonID
        let channel: ChannelID
    }

    fileprivate struct Content: Hashable {
        let reason: String
        let step: String
        let isSettled: Bool
        let hasFollowUp: Bool
    }

    /// Takes lines in any order.
    struct Builder {
        private var entries: [Entry] = []
        private var destinations: [Destination: Int32] = [:]
        private var contents: [Content: Int32] = [:]

        mutating func add(_ line: Forecast.Line) {
            let destination = Self.number(of: Destination(recipient: line.recipient, channel: line.channel), in: &destinations)
            let content = Self.number(
                of: Content(reason: line.reason, step: line.step, isSettled: line.isSettled, hasFollowUp: line.followUp != nil), in: &contents)
            entries.append(Entry(at: line.at, followUp: line.followUp ?? 0, destination: destination, content: content))
        }

        consuming func sorted() -> ForecastLines {
            let (destinations, placeOfDestination) = Self.sorted(destinations) { ($0.recipient, $0.channel) < ($1.recipient, $1.channel) }
            let (contents, placeOfContent) = Self.sorted(contents) { $0.reason < $1.reason }
            var entries = entries
            self.entries = []
            for place in entries.indices {
                let entry = entries[place]
                entries[place] = Entry(
                    at: entry.at, followUp: entry.followUp, destination: placeOfDestination[Int(entry.destination)],
                    content: placeOfContent[Int(entry.content)])
            }
            let rank = Self.ranks(of: contents)
            entries.sort {
                ($0.at, $0.destination, $0.followUp, rank[Int($0.content)]) < ($1.at, $1.destination, $1.followUp, rank[Int($1.content)])
            }
            return ForecastLines(entries: entries, destinations: destinations, contents: contents)
        }

        /// The same number for contents of the same reason, by which lines are put in order.
        private static func ranks(of contents: [Content]) -> [Int32] {
            var ranks: [Int32] = []
            for (place, content) in contents.enumerated() {
                let isNew = place > 0 && contents[place - 1].reason != content.reason
                ranks.append((ranks.last ?? 0) + (isNew ? 1 : 0))
            }
            return ranks
        }

        private static func number<Value>(of value: Value, in known: inout [Value: Int32]) -> Int32 {
            if let number = known[value] { return number }
            let number = Int32(known.count)
            known[value] = number
            return number
        }

        /// The values in order, and for each number that was given out the place that its value has got.
        private static func sorted<Value>(_ known: [Value: Int32], by isBefore: (Value, Value) -> Bool) -> (values: [Value], places: [Int32]) {
            let values = known.sorted { isBefore($0.key, $1.key) }
            var places = [Int32](repeating: 0, count: values.count)
            for (place, value) in values.enumerated() { places[Int(value.value)] = Int32(place) }
            return (values.map(\.key), places)
        }
    }
}
