import Foundation
import FollowUps
import GRDB

extension HistoryRepository {
    /// Computes every digest of the history again and compares.
    ///
    /// Finds whatever was changed, removed, inserted or moved by anybody who did not also recompute all later digests.
    /// That, and a cut-off end that was covered up, only shows by a head that was kept elsewhere.
    ///
    /// - Parameter kept: such a head. The result says at which entry the history has it.
    public func verify(kept: HistoryDigest? = nil) async throws -> HistoryVerification {
        try await connection.read { db in try HistoryVerifier(db, kept: kept).verification() }
    }
}

/// Reads the history once, from the first entry to the last.
struct HistoryVerifier {
    private struct Link {
        let record: HistoryRecord
        let content: HistoryDigest
        let stored: HistoryDigest
        /// As stored in the entry before.
        let previous: HistoryDigest
    }

    private var problems: [HistoryVerification.Problem] = []
    private var broken: [Link] = []
    private var emptied: [Int64] = []
    private var purged: [ClosedRange<Int64>] = []
    /// Entries whose content differs from what was written, with the digest of their present content.
    private var rewritten: [Int64: HistoryDigest] = [:]
    /// What the last strike of each entry says that it holds since, and the entry of that strike.
    private var struck: [Int64: (digest: HistoryDigest, by: Int64)] = [:]
    private var count = 0
    private var lastID: Int64 = 0
    private let lastGiven: Int64
    private let kept: HistoryDigest?
    private var keptAt: Int64?
    /// Of the entry before; nil when it cannot be read.
    private var previous: HistoryDigest? = .start

    init(_ db: Database, kept: HistoryDigest? = nil) throws {
        self.kept = kept
        keptAt = kept == .start ? 0 : nil
        lastGiven = try Int64.fetchOne(db.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'history'")) ?? 0
        let rows = try Row.fetchCursor(db, sql: "SELECT \(StoredEntry.columns) FROM history ORDER BY id")
        while let row = try rows.next() { add(row) }
    }

    private mutating func add(_ row: Row) {
        count += 1
        let id = Int64.fromDatabaseValue(row[0]) ?? lastID + 1
        let hasGap = id > lastID + 1
        if hasGap { problems.append(.init(entry: lastID + 1, fault: .missing(through: id - 1))) }
        lastID = id
        guard let stored = StoredEntry(row) else {
            problems.append(.init(entry: id, fault: .unreadable))
            previous = nil
            return
        }
        if let content = stored.content {
            if content.digest != stored.contentDigest {
                rewritten[id] = content.digest
            }
            switch stored.record.action {
            case HistoryEntry.Action.purged.rawValue where rewritten[id] == nil: purged += EntryRanges.read(fromChanges: content.changes)
            case HistoryEntry.Action.struck.rawValue:
                for (entry, digest) in StruckContent.read(fromChanges: content.changes) where entry < id { struck[entry] = (digest, id) }
            default: break
            }
        } else {
            emptied.append(id)
        }
        // After a gap nothing can be compared.
        if let previous, !hasGap {
            let link = Link(record: stored.record, content: stored.contentDigest, stored: stored.digest, previous: previous)
            if link.record.digest(content: link.content, after: previous) != link.stored { broken.append(link) }
        }
        if stored.digest == kept { keptAt = id }
        previous = stored.digest
    }

    func verification() -> HistoryVerification {
        var found = problems
        if lastID < lastGiven { found.append(.init(entry: lastID + 1, fault: .missing(through: lastGiven))) }
        found += emptied.filter { id in !purged.contains { $0.contains(id) } }.map { .init(entry: $0, fault: .contentRemoved) }
        found += rewritten.keys.filter { !isOnRecord($0) }.map { .init(entry: $0, fault: .contentChanged) }
        found += brokenLinks()
        return HistoryVerification(
            count: count, head: previous ?? .start, problems: found.sorted { $0.entry < $1.entry }, kept: keptAt)
    }

    /// Whether an entry holds what was written, or what a later strike says, if that strike is itself on record.
    private func isOnRecord(_ entry: Int64) -> Bool {
        guard let digest = rewritten[entry] else { return true }
        guard let (told, by) = struck[entry], told == digest else { return false }
        return isOnRecord(by)
    }

    /// How many broken links are explained; each is compared with all others.
    private static let mostExplained = 50

    /// Explains the entries that do not continue the one before. Exchanging two entries breaks three links; the third
    /// entry is as it was written, and is not named.
    private func brokenLinks() -> [HistoryVerification.Problem] {
        let suspects = broken.prefix(Self.mostExplained)
        let ends = Set(suspects.flatMap { [$0.previous, $0.stored] })
        let explained: [HistoryVerification.Problem] = suspects.compactMap { link in
            let place = suspects.map(\.record.id).first { id in
                ends.contains { link.record.digest(content: link.content, after: $0, id: id) == link.stored }
            }
            guard let place else { return .init(entry: link.record.id, fault: .changed) }
            return place == link.record.id ? nil : .init(entry: link.record.id, fault: .moved(from: place))
        }
        return explained + broken.dropFirst(Self.mostExplained).map { .init(entry: $0.record.id, fault: .changed) }
    }
}
