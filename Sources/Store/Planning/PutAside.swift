import Foundation
import FollowUps
import GRDB

/// What cannot be planned or written for now: it is tried again later, told of once, and shown by `opvolg status` until it works or has ended.
enum PutAside: Hashable {
    case followUp(Int64)
    case message(Int64)

    /// Under which name the reason is kept among the facts.
    var name: String {
        switch self {
        case .followUp(let id): Self.followUps + String(id)
        case .message(let id): Self.messages + String(id)
        }
    }

    static let followUps = "unplanned "
    static let messages = "unwritten "

    /// The names that begin with one of these lie between it and the same with the next character in the place of its space.
    static func condition(_ prefix: String) -> String { "name >= '\(prefix)' AND name < '\(prefix.dropLast())!'" }
}

extension Database {
    /// Notes why something is put aside; true when that is news.
    func putAside(_ thing: PutAside, because reason: String) throws -> Bool {
        try execute(
            sql: """
                INSERT INTO facts (name, value) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
                """, arguments: [thing.name, reason])
        return changesCount > 0
    }

    /// What is put aside, of either sort, by its fact's name.
    func namesPutAside(_ prefix: String) throws -> Set<String> {
        try String.fetchSet(self, sql: "SELECT name FROM facts WHERE \(PutAside.condition(prefix))")
    }

    func takeUp(_ thing: PutAside) throws { try execute(sql: "DELETE FROM facts WHERE name = ?", arguments: [thing.name]) }

    /// Forgets what has ended in the meantime.
    func forgetEndedPutAside() throws {
        try execute(
            sql: """
                DELETE FROM facts WHERE \(PutAside.condition(PutAside.followUps))
                    AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE 'unplanned ' || id = name AND status = 'open')
                """)
    }

    /// Why each open follow-up that is put aside cannot be planned.
    func unplannable() throws -> [Int64: String] {
        try reasons(
            """
            SELECT follow_ups.id, value FROM facts JOIN follow_ups ON follow_ups.id = CAST(substr(name, \(PutAside.followUps.count + 1)) AS INTEGER)
            WHERE \(PutAside.condition(PutAside.followUps)) AND status = 'open'
            """)
    }

    /// Why each message that is put aside cannot be written.
    func unwritable() throws -> [Int64: String] {
        try reasons(
            """
            SELECT messages.id, value FROM facts JOIN messages ON messages.id = CAST(substr(name, \(PutAside.messages.count + 1)) AS INTEGER)
            WHERE \(PutAside.condition(PutAside.messages)) AND state IN ('queued', 'sending')
            """)
    }

    private func reasons(_ sql: String) throws -> [Int64: String] {
        Dictionary(try Row.fetchAll(self, sql: sql).map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
}
