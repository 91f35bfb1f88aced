import Foundation
import FollowUps
import GRDB

extension SessionRepository {
    /// Gives somebody's calendar a private address. Any former one stops working.
    public func setCalendarFeed(of person: PersonID, to secret: Secret, by actor: String, at now: Date) async throws {
        try await connection.write { db in
            try db.cachedStatement(
                sql: """
                    INSERT INTO calendar_feeds (person, secret, created_at) VALUES (?, ?, ?)
                    ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at
                    """
            ).execute(arguments: [person, secret.digest, now.unixSeconds])
            try db.write(.calendarMade, actor: actor, at: now.unixSeconds, [.init("person", to: person.rawValue)])
        }
    }

    /// False when there was none.
    public func revokeCalendarFeed(of person: PersonID, by actor: String, at now: Date) async throws -> Bool {
        try await revokeCalendarFeed(of: person, by: actor, through: nil, at: now)
    }

    /// False when there was none.
    public func revokeCalendarFeed(of person: PersonID, by actor: String, through: String?, at now: Date) async throws -> Bool {
        try await connection.write { db in
            try db.cachedStatement(sql: "DELETE FROM calendar_feeds WHERE person = ?").execute(arguments: [person])
            guard db.changesCount > 0 else { return false }
            try db.write(.calendarRevoked, actor: actor, through: through, at: now.unixSeconds, [.init("person", to: person.rawValue)])
            return true
        }
    }

    /// Nil when the secret opens no calendar.
    public func person(withCalendar secret: Secret) async throws -> PersonID? {
        try await connection.read { db in
            try PersonID.fetchOne(db.cachedStatement(sql: "SELECT person FROM calendar_feeds WHERE secret = ?"), arguments: [secret.digest])
        }
    }

    /// Nil when their calendar has no address.
    public func calendarFeedMade(for person: PersonID) async throws -> Date? {
        try await connection.read { db in
            try Row.fetchOne(db.cachedStatement(sql: "SELECT created_at FROM calendar_feeds WHERE person = ?"), arguments: [person])?.instant(
                "created_at")
        }
    }
}
