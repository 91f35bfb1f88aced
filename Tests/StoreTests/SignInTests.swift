import Foundation
import FollowUps
import TestSupport
import Testing

@testable import Store

@Suite("Signing in, and private addresses")
struct SignInTests {
    private let store: Store

    init() throws { store = try Store() }

    /// A secret that is known by its number.
    private func secret(_ number: Int) throws -> Secret { try #require(Secret(String(repeating: "s", count: 17) + String(1000 + number) + "A")) }

    @Test("a link signs in once, within fifteen minutes; looking at it uses nothing up")
    func once() async throws {
        #expect(try await store.sessions.requestSignIn(of: "ib", with: secret(1), at: at("2026-12-07 08:00")))
        #expect(try await store.sessions.person(signingInWith: secret(1), at: at("2026-12-07 08:01")) == "ib")
        #expect(try await store.sessions.person(signingInWith: secret(2), at: at("2026-12-07 08:01")) == nil)
        #expect(try await store.sessions.signIn(with: secret(1), session: secret(10), at: at("2026-12-07 08:02")) == "ib")
        #expect(try await store.sessions.signIn(with: secret(1), session: secret(11), at: at("2026-12-07 08:02")) == nil)
        #expect(try await store.sessions.session(secret(10), at: at("2026-12-07 08:02"))?.person == "ib")
        #expect(try await store.sessions.session(secret(11), at: at("2026-12-07 08:02")) == nil)
        // A link is no session, and a session no link.
        #expect(try await store.sessions.session(secret(1), at: at("2026-12-07 08:02")) == nil)
        #expect(try await store.sessions.person(signingInWith: secret(10), at: at("2026-12-07 08:02")) == nil)
    }

    @Test("a session of the school's account begins without a link, says so, and ends after eight hours as any other")
    func schoolAccount() async throws {
        let now = at("2026-12-07 08:00")
        try await store.sessions.beginSession(secret(10), of: "ib", by: .schoolAccount, at: now)
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(1), at: now)
        _ = try await store.sessions.signIn(with: secret(1), session: secret(11), at: now)
        #expect(try await store.sessions.list(of: "ib", at: now).map(\.method) == [.schoolAccount, .link])
        #expect(try await store.sessions.session(secret(10), at: now.addingTimeInterval(8 * 3600 - 1))?.method == .schoolAccount)
        #expect(try await store.sessions.session(secret(10), at: now.addingTimeInterval(8 * 3600)) == nil)
    }

    @Test("after fifteen minutes it is over, and so it is when the clock was set back to before it")
    func expired() async throws {
        let made = at("2026-12-07 08:00")
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(1), at: made)
        #expect(try await store.sessions.person(signingInWith: secret(1), at: made.addingTimeInterval(899)) == "ib")
        #expect(try await store.sessions.person(signingInWith: secret(1), at: made.addingTimeInterval(900)) == nil)
        #expect(try await store.sessions.signIn(with: secret(1), session: secret(10), at: made.addingTimeInterval(900)) == nil)
        #expect(try await store.sessions.signIn(with: secret(1), session: secret(10), at: made.addingTimeInterval(-1)) == nil)
    }

    @Test("a session lasts eight hours, and what is over is removed with the next sign-in")
    func sessionEnds() async throws {
        let made = at("2026-12-07 08:00")
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(1), at: made)
        _ = try await store.sessions.signIn(with: secret(1), session: secret(10), at: made)
        #expect(try await store.sessions.session(secret(10), at: made.addingTimeInterval(8 * 3600 - 1))?.until == at("2026-12-07 16:00"))
        #expect(try await store.sessions.session(secret(10), at: made.addingTimeInterval(8 * 3600)) == nil)
        #expect(try await store.sessions.session(secret(10), at: made.addingTimeInterval(-1)) == nil)
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(2), at: at("2026-12-08 08:00"))
        #expect(
            try store.connection.onWriterNow { db in try Int.fetchOne(db, sql: "SELECT (SELECT count(*) FROM sessions) * 10 + count(*) FROM sign_ins")
            } == 1)
    }

    @Test("nobody has more than five links at once, and those of others do not count")
    func most() async throws {
        let now = at("2026-12-07 08:00")
        let made = try await (1...7).asyncMap { try await store.sessions.requestSignIn(of: "ib", with: secret($0), at: now) }
        #expect(made == [true, true, true, true, true, false, false])
        #expect(try await store.sessions.requestSignIn(of: "directie", with: secret(8), at: now))
        #expect(try await store.sessions.person(signingInWith: secret(6), at: now) == nil)
        #expect(try await store.sessions.requestSignIn(of: "ib", with: secret(9), at: now.addingTimeInterval(900)))
    }

    @Test("signing out ends one session; being signed out ends all, and every link, and stands in the history")
    func out() async throws {
        let now = at("2026-12-07 08:00")
        for number in 1...2 {
            _ = try await store.sessions.requestSignIn(of: "ib", with: secret(number), at: now)
            _ = try await store.sessions.signIn(with: secret(number), session: secret(10 + number), at: now)
        }
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(3), at: now)
        _ = try await store.sessions.requestSignIn(of: "directie", with: secret(4), at: now)
        _ = try await store.sessions.signIn(with: secret(4), session: secret(14), at: now)
        try await store.sessions.endSession(secret(11))
        #expect(try await store.sessions.list(at: now).map(\.person) == ["ib", "directie"])
        #expect(try await store.sessions.signOut("ib", by: "beheer", at: now) == 1)
        #expect(try await store.sessions.session(secret(12), at: now) == nil)
        #expect(try await store.sessions.person(signingInWith: secret(3), at: now) == nil)
        #expect(try await store.sessions.list(at: now).map(\.person) == ["directie"])
        #expect(try await store.sessions.list(of: "ib", at: now).isEmpty)
        #expect(try await store.sessions.signOut("ib", by: "beheer", at: now) == 0)
        #expect(try await store.history.entries().map { "\($0.actor) \($0.action.rawValue)" } == ["beheer signed-out"])
        #expect(try await store.history.verify().isSound)
    }

    @Test("a calendar has one address: a new one ends the old, revoking ends it, and both stand in the history")
    func calendar() async throws {
        let now = at("2026-12-07 08:00")
        try await store.sessions.setCalendarFeed(of: "ib", to: secret(1), by: "ib", at: now)
        #expect(try await store.sessions.person(withCalendar: secret(1)) == "ib")
        #expect(try await store.sessions.calendarFeedMade(for: "ib") == now)
        try await store.sessions.setCalendarFeed(of: "ib", to: secret(2), by: "ib", at: now.addingTimeInterval(60))
        #expect(try await store.sessions.person(withCalendar: secret(1)) == nil)
        #expect(try await store.sessions.person(withCalendar: secret(2)) == "ib")
        #expect(try await store.sessions.revokeCalendarFeed(of: "ib", by: "beheer", at: now))
        #expect(try await !store.sessions.revokeCalendarFeed(of: "ib", by: "beheer", at: now))
        #expect(try await store.sessions.person(withCalendar: secret(2)) == nil)
        #expect(try await store.sessions.calendarFeedMade(for: "ib") == nil)
        #expect(try await store.history.entries().map(\.action) == [.calendarMade, .calendarMade, .calendarRevoked])
    }

    @Test("no secret stands in the database's files")
    func hashed() async throws {
        let scratch = try Scratch()
        let store = try Store(path: scratch.file("opvolg.db"))
        let now = at("2026-12-07 08:00")
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(1), at: now)
        _ = try await store.sessions.requestSignIn(of: "ib", with: secret(2), at: now)
        _ = try await store.sessions.signIn(with: secret(1), session: secret(10), at: now)
        try await store.sessions.setCalendarFeed(of: "ib", to: secret(20), by: "ib", at: now)
        var bytes = Data()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            bytes += try Data(contentsOf: URL(filePath: scratch.file(name)))
        }
        #expect(bytes.contains("calendar_feeds".utf8) && !bytes.contains(String(repeating: "s", count: 17).utf8))
    }
}
