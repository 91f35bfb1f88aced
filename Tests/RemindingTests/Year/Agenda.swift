import Foundation

/// What people will do, soonest first; what is due at one moment keeps the order in which it was added.
struct Agenda {
    enum Plan {
        /// From 0.
        case beginYear(Int)
        case openCase(Int)
        case end(followUp: Int64)
        case goAway
    }

    private struct Entry {
        let at: Date
        let number: Int
        let plan: Plan
    }

    /// The soonest last.
    private var entries: [Entry] = []
    private var count = 0

    var next: Date? { entries.last?.at }

    mutating func write(_ plan: Plan, at: Date) {
        count += 1
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].at > at { low = middle + 1 } else { high = middle }
        }
        entries.insert(Entry(at: at, number: count, plan: plan), at: low)
    }

    /// What is to be done up to and including a moment.
    mutating func take(until moment: Date) -> [Plan] {
        var taken: [Entry] = []
        while let entry = entries.last, entry.at <= moment { taken.append(entries.removeLast()) }
        return taken.sorted { ($0.at, $0.number) < ($1.at, $1.number) }.map(\.plan)
    }
}
