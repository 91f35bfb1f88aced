import Foundation
import FollowUps

/// Which entries of the history have been written anew because text was struck out, as the entry that tells of it says: `entry 12`, and the digest of
/// what that entry holds since.
enum StruckContent {
    private static let prefix = "entry "

    static func change(of entry: Int64, digest: HistoryDigest) -> HistoryEntry.Change {
        HistoryEntry.Change("\(prefix)\(entry)", to: digest.description)
    }

    /// What stands in the changes of a striking out; empty for anything else.
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
    /// Whether it holds what somebody wrote in their own words.
    var isFreeText: Bool { ["reason", "hold", "note", "title"].contains(field) }

    /// The same without some texts.
    func striking(_ texts: Set<String>, _ words: String) -> HistoryEntry.Change {
        guard isFreeText else { return self }
        return HistoryEntry.Change(field, from: from.map { texts.contains($0) ? words : $0 }, to: to.map { texts.contains($0) ? words : $0 })
    }

    var texts: [String] { isFreeText ? [from, to].compactMap { $0 } : [] }
}
