import Foundation
import FollowUps
import GRDB

extension SessionRepository {
    /// Records a sign-in link that is about to be mailed. False, and nothing recorded, when the person has as many as allowed.
    public func requestSignIn(of person: PersonID, with secret: Secret, atMost most: Int = WebLimits().signInMails, at now: Date) async throws -> Bool
    {
        try await connection.write { db in
            try db.forgetSignIns(at: now)
            let waiting = try Int.fetchOne(db.cachedStatement(sql: "SELECT count(*) FROM sign_ins WHERE person = ?"), arguments: [person]) ?? 0
            guard waiting < most else { return false }
            try db.cachedStatement(sql: "INSERT INTO sign_ins (secret, person, created_at) VALUES (?, ?, ?)").execute(arguments: [
                secret.digest, person, now.unixSeconds,
            ])
            return true
        }
    }

    /// Whom a link would sign in; nil for an unknown, used or expired one. Changes nothing.
    public func person(signingInWith secret: Secret, at now: Date) async throws -> PersonID? {
        try await connection.read { db in try db.person(signingInWith: secret, at: now) }
    }

    /// Uses up a link and begins a session; nil for an unknown, used or expired one.
    public func signIn(with secret: Secret, session: Secret, at now: Date) async throws -> PersonID? {
        try await connection.write { db in
            guard let person = try db.person(signingInWith: secret, at: now) else { return nil }
            try db.cachedStatement(sql: "DELETE FROM sign_ins WHERE secret = ?").execute(arguments: [secret.digest])
            try db.beginSession(session, of: person, by: .link, at: now)
            return person
        }
    }

    /// Begins a session of somebody whom the school's account has just named.
    public func beginSession(_ session: Secret, of person: PersonID, by method: SignInMethod, at now: Date) async throws {
        try await connection.write { db in try db.beginSession(session, of: person, by: method, at: now) }
    }

    /// Nil when there is no such session, or it is over.
    public func session(_ secret: Secret, at now: Date) async throws -> Session? {
        try await connection.read { db in
            try Row.fetchOne(
                db.cachedStatement(sql: "SELECT id, person, created_at, method FROM sessions WHERE secret = ? AND \(Session.isLive)"),
                arguments: [secret.digest, now.unixSeconds, now.unixSeconds - Int64(Session.length)]
            ).map { try Session($0) }
        }
    }

    /// Does nothing when there is no such session.
    public func endSession(_ secret: Secret) async throws {
        try await connection.write { db in try db.cachedStatement(sql: "DELETE FROM sessions WHERE secret = ?").execute(arguments: [secret.digest]) }
    }

    /// The sessions of one person or of everybody, in order of sign-in.
    public func list(of person: PersonID? = nil, at now: Date) async throws -> [Session] {
        try await connection.read { db in
            try Row.fetchAll(
                db, sql: "SELECT id, person, created_at, method FROM sessions WHERE \(Session.isLive) AND (?3 IS NULL OR person = ?3) ORDER BY id",
                arguments: [now.unixSeconds, now.unixSeconds - Int64(Session.length), person]
            ).map { try Session($0) }
        }
    }

    /// Ends all sessions of a person, and their unused links. Returns how many sessions there were.
    public func signOut(_ person: PersonID, by actor: String, through: String? = nil, at now: Date) async throws -> Int {
        try await connection.write { db in
            try db.forgetSignIns(at: now)
            try db.cachedStatement(sql: "DELETE FROM sign_ins WHERE person = ?").execute(arguments: [person])
            let links = db.changesCount
            try db.cachedStatement(sql: "DELETE FROM sessions WHERE person = ?").execute(arguments: [person])
            let sessions = db.changesCount
            if links + sessions > 0 {
                try db.write(
                    .signedOut, actor: actor, through: through, at: now.unixSeconds,
                    [.init("person", to: person.rawValue), .init("sessions", from: String(sessions), to: "0")])
            }
            return sessions
        }
    }
}

extension Database {
    fileprivate func person(signingInWith secret: Secret, at now: Date) throws -> PersonID? {
        try PersonID.fetchOne(
            cachedStatement(sql: "SELECT person FROM sign_ins WHERE secret = ? AND created_at <= ? AND created_at > ?"),
            arguments: [secret.digest, now.unixSeconds, now.unixSeconds - Int64(SignInLink.length)])
    }

    fileprivate func beginSession(_ session: Secret, of person: PersonID, by method: SignInMethod, at now: Date) throws {
        try forgetSignIns(at: now)
        try cachedStatement(sql: "INSERT INTO sessions (secret, person, created_at, method) VALUES (?, ?, ?, ?)").execute(arguments: [
            session.digest, person, now.unixSeconds, method.rawValue,
        ])
    }

    /// Removes the links and sessions that are certainly over whatever the clock did, and those from after the clock
    /// was set back: neither may become valid again.
    fileprivate func forgetSignIns(at now: Date) throws {
        let certain = try certainInstant(at: now).unixSeconds
        for (table, length) in [("sign_ins", SignInLink.length), ("sessions", Session.length)] {
            try execute(
                sql: "DELETE FROM \(table) WHERE created_at > ? OR created_at <= ?", arguments: [now.unixSeconds, certain - Int64(length)])
        }
    }
}

extension Session {
    /// With two arguments: now, and now less the length of a session. What began after now is from before the clock was set back.
    fileprivate static let isLive = "created_at <= ? AND created_at > ?"

    fileprivate init(_ row: Row) throws {
        self.init(
            id: row["id"], person: try row.value("person", of: "sessions"), since: try row.instant("created_at", of: "sessions"),
            method: try row.value("method", of: "sessions"))
    }
}
