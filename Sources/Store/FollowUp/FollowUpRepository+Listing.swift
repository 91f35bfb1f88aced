import Foundation
import FollowUps
import GRDB

public struct FollowUpFilter: Sendable {
    public var status: FollowUp.Status? = .open
    public var overdueAt: Date?
    /// Only what becomes overdue at or before this instant.
    public var dueBefore: Date?
    public var caseCode: CaseCode?
    public var owner: OwnerSearch?
    public var kind: KindID?
    public var employee: PersonID?
    public var school: SchoolID?
    /// Cases to leave out because they are kept from whoever looks.
    public var hidden: Set<CaseCode> = []

    public init() {}
}

public struct ListedFollowUp: Sendable {
    public let followUp: FollowUp
    /// When the planner looks at it next; nil once it has ended.
    public let nextReminder: Date?
    /// How many steps of its present escalation have been sent.
    public let stepsSent: Int
}

extension FollowUpRepository {
    /// In order of due moment.
    ///
    /// - Parameter tell: gets each row that cannot be read and is left out; when nil, the first of them is thrown.
    public func list(_ filter: FollowUpFilter, leavingOut tell: ((StoreError) -> Void)? = nil) async throws -> [ListedFollowUp] {
        var conditions: [SQL] = ["TRUE"]
        if let status = filter.status {
            // Written out, as SQLite does not use a partial index for a value that it does not know yet.
            conditions.append(status == .open ? "status = 'open'" : "status = \(status)")
        }
        if let instant = filter.overdueAt { conditions.append("status = 'open' AND overdue_from <= \(instant.unixSeconds)") }
        if let instant = filter.dueBefore { conditions.append("overdue_from <= \(instant.unixSeconds)") }
        if let code = filter.caseCode { conditions.append("case_code = \(code)") }
        if let employee = filter.employee { conditions.append("employee = \(employee)") }
        if let kind = filter.kind { conditions.append("kind = \(kind)") }
        if let school = filter.school { conditions.append("school = \(school)") }
        if let owner = filter.owner {
            // In a case with people out of the ordinary each follow-up is checked by itself.
            conditions.append(
                "(\(owner.ownerships.map(\.condition).joined(separator: " OR ")) OR case_code IN (\(sql: Database.casesSplitOff)))")
        }
        if !filter.hidden.isEmpty { conditions.append(SQL.out(of: filter.hidden)) }
        let request = SQLRequest<Row>(
            literal: "\(Self.listing) WHERE \(conditions.joined(separator: " AND ")) ORDER BY overdue_from, id")
        let isLenient = tell != nil
        let (listed, unreadable) = try await connection.read { db in
            let splitOff = try filter.owner == nil ? [:] : Dictionary(db.specialCases(withClosed: true).map { ($0.code, $0) }) { first, _ in first }
            let rows = try request.fetchCursor(db)
            var (listed, unreadable): ([ListedFollowUp], [StoreError]) = ([], [])
            while let row = try rows.next() {
                do {
                    let found = try ListedFollowUp(row)
                    if let owner = filter.owner, let dossier = found.followUp.caseCode.flatMap({ splitOff[$0] }),
                        !owner.includes(found.followUp, of: dossier)
                    {
                        continue
                    }
                    listed.append(found)
                } catch let error as StoreError {
                    if !isLenient { throw error }
                    unreadable.append(error)
                }
            }
            return (listed, unreadable)
        }
        if let tell { unreadable.forEach(tell) }
        return listed
    }

    /// The ids of the open follow-ups of some cases.
    public func open(in codes: Set<CaseCode>) async throws -> Set<Int64> {
        let request = SQLRequest<Int64>(literal: "SELECT id FROM follow_ups WHERE case_code IN \(codes.sorted()) AND status = 'open'")
        return try await connection.read { db in try request.fetchSet(db) }
    }

    /// Throws `noSuchFollowUp`, also for one of a hidden case.
    public func followUp(_ id: Int64, hiding hidden: Set<CaseCode> = []) async throws -> ListedFollowUp {
        try await connection.read { db in
            let listed = try db.listed(id)
            if let code = listed.followUp.caseCode, hidden.contains(code) { throw StoreError.noSuchFollowUp(id) }
            return listed
        }
    }

    /// Shown only to whoever asks for this follow-up (promise 9).
    public func note(of id: Int64) async throws -> String? {
        try await connection.read { db in try String.fetchOne(db.cachedStatement(sql: "SELECT note FROM follow_ups WHERE id = ?"), arguments: [id]) }
    }

    /// What the closing of a follow-up opened, without hidden cases.
    public func consequences(of id: Int64, hiding hidden: Set<CaseCode> = []) async throws -> [FollowUp] {
        try await connection.read { db in try db.consequences(of: id).filter { $0.caseCode.map { !hidden.contains($0) } ?? true } }
    }

    fileprivate static var listing: SQL {
        """
        SELECT \(sql: FollowUp.columns), next_at, (
            SELECT count(*) FROM steps
            WHERE steps.follow_up = follow_ups.id AND steps.ladder = follow_ups.ladder AND sent_at IS NOT NULL)
        FROM follow_ups
        """
    }
}

extension OwnerScope {
    var condition: SQL {
        let owned: SQL =
            switch owner {
            case .role(let role): "owner_role = \(role)"
            case .person(let person): "owner_person = \(person)"
            }
        let placed = school.map { "\(owned) AND school = \($0)" as SQL } ?? owned
        return isPressing ? "(\(placed) AND urgency <> \(Urgency.normal))" : "(\(placed))"
    }
}

extension Database {
    func consequences(of id: Int64) throws -> [FollowUp] {
        try Row.fetchAll(cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE origin = ? ORDER BY id"), arguments: [id])
            .map { try FollowUp($0) }
    }

    /// Throws `noSuchFollowUp`.
    func listed(_ id: Int64) throws -> ListedFollowUp {
        guard let row = try SQLRequest<Row>(literal: "\(FollowUpRepository.listing) WHERE id = \(id)").fetchOne(self) else {
            throw StoreError.noSuchFollowUp(id)
        }
        return try ListedFollowUp(row)
    }
}

extension ListedFollowUp {
    fileprivate init(_ row: Row) throws {
        let first = FollowUp.Column.allCases.count
        followUp = try FollowUp(row)
        nextReminder = (row[first] as Int64?).map { Date(timeIntervalSince1970: Double($0)) }
        stepsSent = row[first + 1]
    }
}
