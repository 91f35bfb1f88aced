import Foundation
import FollowUps
import GRDB

extension HistoryRepository {
    /// Removes free text that was written by mistake, such as a name, wherever it is stored. The history keeps by whom,
    /// when and why. The same text in other entries about the follow-up or case goes too. `vacuum()` has to follow.
    ///
    /// - Parameter words: replace the text, in the school's language.
    /// - Returns: the history entries that were rewritten.
    public func strike(_ request: StrikeRequest, words: String, by change: Change) async throws -> [Int64] {
        try await connection.change(by: change) { transaction in
            let db = transaction.db
            let struck = try transaction.strike(request.strike, words: words, reason: request.reason)
            try db.set(.needsVacuum, to: String(transaction.now))
            return struck
        }
    }
}

extension Transaction {
    fileprivate func strike(_ strike: Strike, words: String, reason: String) throws -> [Int64] {
        let (followUp, code) = try subject(of: strike)
        var texts: Set<String> = []
        if strike.hasNote { texts.insert(try text("note", of: followUp, strike)) }
        if strike.hasTitle { texts.insert(try text("title", of: followUp, strike)) }
        let entries = try entries(about: followUp, code)
        for number in strike.entries {
            guard let entry = entries.first(where: { $0.record.id == number }) else { throw StoreError.notStruck(.noEntry(number)) }
            let found = entry.changes.flatMap(\.texts).filter { $0 != words }
            if found.isEmpty { throw StoreError.notStruck(.noText(number)) }
            texts.formUnion(found)
        }

        let scope: SQL = if let code { "case_code = \(code)" } else { "id = \(followUp?.id)" }
        for text in texts {
            try db.execute(literal: "UPDATE follow_ups SET note = NULL WHERE \(scope) AND note = \(text)")
            try db.execute(literal: "UPDATE follow_ups SET title = \(words) WHERE \(scope) AND title = \(text)")
            if let code { try db.execute(literal: "UPDATE holds SET reason = \(words) WHERE case_code = \(code) AND reason = \(text)") }
        }

        // Written first, with the digest of what each entry will hold: only then may it be rewritten.
        let anew = try entries.compactMap { entry -> (id: Int64, content: HistoryRecord.Content)? in
            let changes = entry.changes.map { $0.striking(texts, words) }
            guard changes != entry.changes else { return nil }
            return (
                entry.record.id,
                HistoryRecord.Content(
                    salt: try db.newSalt(), followUp: entry.content.followUp, caseCode: entry.content.caseCode,
                    changes: try HistoryEntry.Change.json(changes))
            )
        }
        let kept: [HistoryEntry.Change] =
            (strike.hasNote ? [.init("struck", to: "note")] : []) + (strike.hasTitle ? [.init("struck", to: "title")] : [])
        try write(
            .struck, followUp: followUp?.id, caseCode: code,
            [.init("reason", to: reason)] + kept + anew.map { StruckContent.change(of: $0.id, digest: $0.content.digest) })
        for (id, content) in anew {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO struck_entries (entry) VALUES (?)").execute(arguments: [id])
            try db.cachedStatement(sql: "UPDATE history SET changes = ?, salt = ? WHERE id = ?").execute(arguments: [
                content.changes, Data(content.salt), id,
            ])
        }
        return anew.map(\.id)
    }

    /// Throws when there is no such thing, or it is kept from the actor.
    private func subject(of strike: Strike) throws -> (followUp: FollowUp?, code: CaseCode?) {
        switch strike.subject {
        case .followUp(let id):
            let followUp = try followUpToChange(id)
            return (followUp, followUp.caseCode)
        case .caseOf(let code): return (nil, try caseToChange(code).code)
        }
    }

    private func text(_ column: String, of followUp: FollowUp?, _ strike: Strike) throws -> String {
        guard let followUp, let text = try String.fetchOne(db, sql: "SELECT \(column) FROM follow_ups WHERE id = ?", arguments: [followUp.id]) else {
            throw StoreError.notStruck(column == "note" ? .noNote : .noTitle)
        }
        return text
    }

    private func entries(
        about followUp: FollowUp?, _ code: CaseCode?
    ) throws -> [(record: HistoryRecord, content: HistoryRecord.Content, changes: [HistoryEntry.Change])] {
        let scope: SQL =
            if let code {
                "case_code = \(code) OR follow_up IN (SELECT id FROM follow_ups WHERE case_code = \(code))"
            } else { "follow_up = \(followUp?.id)" }
        return try SQLRequest<Row>(literal: "SELECT \(sql: StoredEntry.columns) FROM history WHERE \(scope) ORDER BY id").fetchAll(db).compactMap {
            row in
            guard let stored = StoredEntry(row), let content = stored.content else { return nil }
            return (stored.record, content, try HistoryEntry.Change.read(content.changes))
        }
    }
}
