import Foundation
import FollowUps
import GRDB

/// A follow-up that somebody may read.
public struct PermittedFollowUp: Sendable {
    public let followUp: FollowUp
    /// Nil without a case.
    public let dossier: Case?
    public let actions: Set<FollowUpAction>
    public let seesReasons: Bool

    public init(followUp: FollowUp, dossier: Case?, actions: Set<FollowUpAction>, seesReasons: Bool) {
        self.followUp = followUp
        self.dossier = dossier
        self.actions = actions
        self.seesReasons = seesReasons
    }
}

extension FollowUpRepository {
    /// Nil for one that the viewer may not read, or that there is not.
    public func permitted(_ id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> PermittedFollowUp? {
        try await connection.read { db in
            guard let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT \(FollowUp.columns) FROM follow_ups WHERE id = ?"), arguments: [id])
            else { return nil }
            return try PermittedFollowUps(db, visibility, rules, at: now).permitted(FollowUp(row))
        }
    }

    /// Those of some follow-ups whose page the viewer may open.
    public func readable(_ followUps: [FollowUp], in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> Set<Int64> {
        try await connection.read { db in
            let permitted = try PermittedFollowUps(db, visibility, rules, at: now, isLong: followUps.count > PermittedFollowUps.longPage)
            return Set(try followUps.compactMap { try permitted.permitted($0)?.followUp.id })
        }
    }

    /// Those with some numbers whose page the viewer may open.
    public func readable(ids: Set<Int64>, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> Set<Int64> {
        try await connection.read { db in try PermittedFollowUps(db, visibility, rules, at: now, isLong: true).among(ids) { _ in true } }
    }

    /// Those with some numbers of which the viewer may read why things were done.
    public func withReasons(_ ids: Set<Int64>, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> Set<Int64> {
        try await connection.read { db in try PermittedFollowUps(db, visibility, rules, at: now, isLong: true).among(ids, where: \.seesReasons) }
    }
}

/// Asks for follow-ups one by one what the viewer may do with them.
private final class PermittedFollowUps {
    /// From here on it pays to find out at once of what the viewer has ever been reminded.
    static let longPage = 200

    private let db: Database
    private let visibility: Visibility
    private let rules: Ruleset
    private let now: Date
    private let links: LinkAccess
    /// Nil to ask for each.
    private let reminded: Set<Int64>?
    private var dossiers: [CaseCode: Case] = [:]

    init(_ db: Database, _ visibility: Visibility, _ rules: Ruleset, at now: Date, isLong: Bool = false) throws {
        self.db = db
        self.visibility = visibility
        self.rules = rules
        self.now = now
        links = LinkAccess(directory: rules.directory, absences: try db.absences(), channelsOff: try db.channelsOff())
        reminded =
            isLong
            ? try Int64.fetchSet(
                db.cachedStatement(sql: "SELECT follow_up FROM reminders WHERE recipient = ?"), arguments: [visibility.viewer.id]) : nil
    }

    func permitted(_ followUp: FollowUp) throws -> PermittedFollowUp? {
        let dossier = try dossier(followUp.caseCode)
        var actions: Set<FollowUpAction>?
        if reminded?.contains(followUp.id) ?? true {
            actions = try db.actions(on: followUp, in: dossier, visibility, links, rules, at: now)
        } else {
            actions = visibility.actions(on: followUp, in: dossier)
        }
        return actions.map {
            PermittedFollowUp(
                followUp: followUp, dossier: dossier, actions: $0, seesReasons: visibility.seesReasons(of: followUp, in: dossier))
        }
    }

    func among(_ ids: Set<Int64>, where condition: (PermittedFollowUp) -> Bool) throws -> Set<Int64> {
        var (found, rest): (Set<Int64>, ArraySlice<Int64>) = ([], ids.sorted()[...])
        while !rest.isEmpty {
            // SQLite takes no more than some ten thousand values in one statement.
            let part = Array(rest.prefix(1000))
            rest = rest.dropFirst(part.count)
            let request = SQLRequest<Row>(literal: "SELECT \(sql: FollowUp.columns) FROM follow_ups WHERE id IN \(part)")
            for row in try request.fetchAll(db) {
                if let permitted = try permitted(FollowUp(row)), condition(permitted) { found.insert(permitted.followUp.id) }
            }
        }
        return found
    }

    private func dossier(_ code: CaseCode?) throws -> Case? {
        guard let code else { return nil }
        if let known = dossiers[code] { return known }
        let dossier = try db.dossier(code)
        dossiers[code] = dossier
        return dossier
    }
}
