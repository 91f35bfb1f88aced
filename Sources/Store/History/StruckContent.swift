import Foundation
import FollowUps

/// The history entries that a strike has rewritten, as its own entry lists them: `entry 12`, and the digest of what
/// that holds since.
enum StruckContent {
    private static let prefix = "entry "

    static func change(of entry: Int64, digest: HistoryDigest) -> HistoryEntry.Change {
        HistoryEntry.Change("\(prefix)\(entry)", to: digest.description)
    }

    /// Reads the changes of a strike; empty for anything else.
    static func read(fromChanges json: String) -> [(entry: Int64, digest: HistoryDigest)] {
        let changes = (try? HistoryEntry.Change.read(json)) ?? []
        return changes.compactMap { change in
            guard change.field.hasPrefix(prefix), let entry = Int64(change.field.dropFirst(prefix.count)),
                let digest = change.to.flatMap({ HistoryDigest($0) })
            else { return nil }
            return (entry, digest)
        }
    }
}

extension HistoryEntry.Change {
    func striking(_ texts: Set<String>, _ words: String) -> HistoryEntry.Change {
        guard isFreeText else { return self }
        return HistoryEntry.Change(field, from: from.map { texts.contains($0) ? words : $0 }, to: to.map { texts.contains($0) ? words : $0 })
    }

    var texts: [String] { isFreeText ? [from, to].compactMap { $0 } : [] }
}
