import Delivery
import FollowUps
import Foundation
import TestSupport
import Testing

@Suite("When to try again") struct RetryTests {
    private static func at(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

    struct Attempt: Sendable {
        let attempts: Int
        let now: String
        var retryAfter: TimeInterval?
        var jitter = 0.5
        let next: String?
    }

    static let schedule = [
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", next: "2026-11-23T08:01:00Z"),
        Attempt(attempts: 2, now: "2026-11-23T08:01:00Z", next: "2026-11-23T08:06:00Z"),
        Attempt(attempts: 3, now: "2026-11-23T08:06:00Z", next: "2026-11-23T08:21:00Z"),
        Attempt(attempts: 4, now: "2026-11-23T08:21:00Z", next: "2026-11-23T09:21:00Z"),
        Attempt(attempts: 5, now: "2026-11-23T09:21:00Z", next: "2026-11-23T11:21:00Z"),
        Attempt(attempts: 39, now: "2026-11-26T05:21:00Z", next: "2026-11-26T07:21:00Z"),
        // The third day ends at eight: a last attempt then, and no more.
        Attempt(attempts: 40, now: "2026-11-26T07:21:00Z", next: "2026-11-26T08:00:00Z"),
        Attempt(attempts: 41, now: "2026-11-26T08:00:00Z", next: nil),
        Attempt(attempts: 2, now: "2026-12-01T08:00:00Z", next: nil),
        // A tenth either way.
        Attempt(attempts: 4, now: "2026-11-23T08:21:00Z", jitter: 0, next: "2026-11-23T09:15:00Z"),
        Attempt(attempts: 4, now: "2026-11-23T08:21:00Z", jitter: 0.75, next: "2026-11-23T09:24:00Z"),
        // What the other side asks for, when that is longer; a day at most, and never past the third.
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", retryAfter: 30, next: "2026-11-23T08:01:00Z"),
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", retryAfter: 600, next: "2026-11-23T08:10:00Z"),
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", retryAfter: 1e9, next: "2026-11-24T08:00:00Z"),
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", retryAfter: .infinity, next: "2026-11-24T08:00:00Z"),
        Attempt(attempts: 9, now: "2026-11-25T20:00:00Z", retryAfter: 86_400, next: "2026-11-26T08:00:00Z"),
        Attempt(attempts: 1, now: "2026-11-23T08:00:00Z", retryAfter: .nan, next: "2026-11-23T08:01:00Z"),
    ]

    @Test("after 1, 5, 15, 60 minutes, then every 2 hours for 3 days", arguments: schedule)
    func next(attempt: Attempt) throws {
        let next = RetrySchedule().nextAttempt(
            after: attempt.attempts, firstAttempt: try Self.at("2026-11-23T08:00:00Z"), now: try Self.at(attempt.now),
            retryAfter: attempt.retryAfter, jitter: attempt.jitter)
        #expect(try next == attempt.next.map(Self.at))
    }

    @Test("three attempts a minute: each place is free again sixty seconds later")
    func rateLimit() {
        let limit = RateLimit()
        let table: [(now: TimeInterval, wait: TimeInterval?)] = [
            (0, nil), (10, nil), (10, nil), (11, 49), (59.5, 0.5), (60, nil), (60, 10), (70, nil), (70, nil), (70, 50), (1000, nil),
        ]
        for (now, wait) in table { #expect(limit.take(at: now, perMinute: 3) == wait, "at \(now)") }
        // A limit that has been lowered since counts what went before.
        #expect(limit.take(at: 1001, perMinute: 1) == 59)
    }

    @Test("the limit outlives a transport: the one that a reload makes goes on counting")
    func sharedLimit() async throws {
        let server = try await SMTPTestServer()
        let limit = RateLimit()
        func transport() throws -> SMTPTransport {
            try SMTPTransport(
                MailServer(url: server.url(), tls: .none, perMinute: 1, sender: "a@vlieger.example"), limit: limit, monotonic: { 0 })
        }
        #expect(try await transport().send(.mail()) == .accepted)
        #expect(try await transport().send(.mail()) == .busy(seconds: 60))
    }
}
