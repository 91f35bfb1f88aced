import FollowUps
import GRDB

@testable import Store

/// What has to hold at every moment between two changes.
extension World {
    /// Stands for all that a change can change.
    func snapshot() throws -> [Int64] {
        let row = try rows(
            """
            SELECT (SELECT coalesce(max(id), 0) FROM history), (SELECT count(*) FROM follow_ups),
                (SELECT coalesce(sum(id * (ladder * 8 + (status = 'open') * 4 + (status = 'closed') * 2)), 0) FROM follow_ups),
                (SELECT count(*) * 1000 + count(closed_at) FROM cases), (SELECT count(*) FROM exclusions), (SELECT count(*) FROM absences),
                (SELECT coalesce(sum(id * CASE state WHEN 'queued' THEN 1 WHEN 'failed' THEN 2 ELSE 3 END), 0) FROM messages),
                (SELECT count(*) * 1000 + sum(left_out) FROM message_reminders), (SELECT count(*) FROM reminders), (SELECT count(*) FROM steps)
            """
        ).first
        return row.map { row in (0..<row.count).map { row[$0] ?? 0 } } ?? []
    }

    func lastEntry() throws -> Int64 { try rows("SELECT coalesce(max(id), 0) AS id FROM history").first?["id"] ?? 0 }

    /// Each open case has something open that counts and that somebody owns, or its alarm (promise 2).
    func checkCases(_ rules: Ruleset, after what: String) throws {
        var (going, alarmed): (Set<String>, Set<String>) = ([], [])
        var orphaned: Set<String> = []
        let people = try store.connection.onWriterNow { db in try db.specialPeople(by: rules) }
        for row in try rows("SELECT case_code, kind, school, owner_role, owner_person FROM follow_ups WHERE status = 'open' AND case_code NOT NULL") {
            let (code, kind): (String, String) = (row["case_code"], row["kind"])
            if kind == "dossier-stil" {
                alarmed.insert(code)
            } else if rules.catalogues.first.kind(KindID(kind))?.countsForCase ?? true {
                let owner: Owner = (row["owner_role"] as String?).map { .role(RoleID($0)) } ?? .person(PersonID(row["owner_person"] as String))
                let holder = rules.directory.holder(
                    of: owner, at: SchoolID(row["school"] as String), in: people[CaseCode(code), default: .ordinary])
                if holder.flatMap({ rules.directory.person($0) }) == nil { orphaned.insert(code) }
                going.insert(code)
            }
        }
        for row in try rows("SELECT code FROM cases WHERE closed_at IS NULL") {
            let code: String = row["code"]
            if !alarmed.contains(code), !going.contains(code) || orphaned.contains(code) {
                fail(2, "case \(code) has nothing open and no alarm, after: \(what)")
            }
        }
        // A case closes only when nothing that counts is open in it (promise 20).
        for row in try rows("SELECT code FROM cases WHERE closed_at IS NOT NULL") where going.contains(row["code"] as String) {
            fail(20, "case \(row["code"] as String) is closed, and something is open in it, after: \(what)")
        }
        // Nothing leads to the parent first while a protection holds (promise 19).
        for code in going.sorted() {
            let state = try store.connection.onWriterNow { db in try db.caseState(CaseCode(code), by: rules) }
            for protection in state.protections {
                let kinds = state.open.filter { protection.forbids($0) }.map(\.rawValue).sorted()
                if !kinds.isEmpty { fail(19, "\(kinds) is open in case \(code) although a protection holds, after: \(what)") }
            }
        }
    }
}
