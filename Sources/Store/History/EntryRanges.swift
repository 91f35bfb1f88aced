import Foundation
import FollowUps

/// The history entries that a purge has emptied, as its own entry lists them: `3-9 12`.
enum EntryRanges {
    static let field = "entries"

    static func text(_ ids: [Int64]) -> String {
        var ranges: [ClosedRange<Int64>] = []
        for id in ids.sorted() {
            if let last = ranges.last, last.upperBound + 1 >= id {
                ranges[ranges.count - 1] = last.lowerBound...id
            } else {
                ranges.append(id...id)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: " ")
    }

    /// Reads the changes of a purge; empty for anything else.
    static func read(fromChanges json: String) -> [ClosedRange<Int64>] {
        let changes = (try? HistoryEntry.Change.read(json)) ?? []
        return changes.filter { $0.field == field }.flatMap { change in
            (change.to ?? "").split(separator: " ").compactMap { word in
                let ends = word.split(separator: "-").compactMap { Int64($0) }
                guard let first = ends.first, let last = ends.last, first <= last else { return nil }
                return first...last
            }
        }
    }
}
