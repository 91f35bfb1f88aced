import FollowUps
import Foundation
import TestSupport
import Testing

@testable import Delivery

/// The decisions, without a socket.
@Suite("When a token is fetched, used and given up") struct TokenCacheTests {
    typealias Refusal = TokenCache.Refusal

    private static func token(_ text: String, _ lifetime: TimeInterval = 3600) throws -> AccessToken {
        try #require(AccessToken(text, lifetime: lifetime))
    }

    private let one: AccessToken
    private let two: AccessToken
    private let three: AccessToken

    init() throws { (one, two, three) = (try Self.token("one"), try Self.token("two"), try Self.token("three")) }

    /// With a token that was asked for at the moment 0.
    private func keeping(_ token: AccessToken) -> TokenCache {
        var keeping = TokenCache()
        #expect(keeping.next(at: 0) == .fetch)
        keeping.fetched(.success(token), askedAt: 0, at: 1)
        return keeping
    }

    @Test("the first to ask fetches it, the others wait, then all use it")
    func oneFetch() {
        var keeping = TokenCache()
        #expect(keeping.next(at: 0) == .fetch)
        #expect(keeping.next(at: 0) == .wait)
        #expect(keeping.next(at: 1, after: Refusal(token: three, reason: "x")) == .wait)
        keeping.fetched(.success(one), askedAt: 0, at: 1)
        #expect(keeping.next(at: 1) == .use(one))
        #expect(keeping.next(at: 1) == .use(one))
    }

    @Test("another is fetched five minutes before the end, of a short-lived one at half its life")
    func expiry() throws {
        var keeping = keeping(one)
        #expect(keeping.next(at: 3299.9) == .use(one))
        #expect(keeping.next(at: 3300) == .fetch)
        keeping.fetched(.success(try Self.token("short", 60)), askedAt: 3300, at: 3310)
        // From the moment it was asked for, not from its arrival.
        #expect(keeping.next(at: 3329.9).isUse)
        #expect(keeping.next(at: 3330) == .fetch)
    }

    @Test("after a refusal another is fetched, once: when that is refused too, none is asked for during five minutes")
    func refusedTwice() {
        var keeping = keeping(one)
        #expect(keeping.next(at: 10, after: Refusal(token: one, reason: "535 no")) == .fetch)
        keeping.fetched(.success(two), askedAt: 10, at: 11)
        #expect(keeping.next(at: 11) == .use(two))
        #expect(keeping.next(at: 12, after: Refusal(token: two, reason: "535 still no")) == .giveUp(.lasting("535 still no")))
        #expect(keeping.next(at: 13) == .giveUp(.lasting("535 still no")))
        #expect(keeping.next(at: 311) == .giveUp(.lasting("535 still no")))
        // Rights that were granted meanwhile are in a new token only.
        #expect(keeping.next(at: 312) == .fetch)
        keeping.fetched(.success(three), askedAt: 312, at: 313)
        // No login has gone well: no second one this time.
        #expect(keeping.next(at: 314, after: Refusal(token: three, reason: "no")) == .giveUp(.lasting("no")))
    }

    @Test("a login that goes well lets the next refusal count as the first, also on the next day")
    func accepted() {
        var keeping = keeping(one)
        #expect(keeping.next(at: 10, after: Refusal(token: one, reason: "no")) == .fetch)
        keeping.fetched(.success(two), askedAt: 10, at: 11)
        keeping.accepted(two)
        #expect(keeping.next(at: 1000, after: Refusal(token: two, reason: "no")) == .fetch)
    }

    @Test("a login with an old token says nothing about the new one")
    func acceptedLate() {
        var keeping = keeping(one)
        #expect(keeping.next(at: 10, after: Refusal(token: one, reason: "no")) == .fetch)
        keeping.fetched(.success(two), askedAt: 10, at: 11)
        keeping.accepted(one)
        #expect(keeping.next(at: 12, after: Refusal(token: two, reason: "no")) == .giveUp(.lasting("no")))
    }

    @Test("whose token was refused while another has come already uses that, and fetches none")
    func otherFetchedAlready() {
        var keeping = keeping(one)
        #expect(keeping.next(at: 10, after: Refusal(token: one, reason: "no")) == .fetch)
        #expect(keeping.next(at: 10, after: Refusal(token: one, reason: "no")) == .wait)
        keeping.fetched(.success(two), askedAt: 10, at: 11)
        #expect(keeping.next(at: 11, after: Refusal(token: one, reason: "no")) == .use(two))
        #expect(keeping.next(at: 11, after: Refusal(token: one, reason: "no")) == .use(two))
    }

    static let setbacks: [(problem: TokenProblem, until: TimeInterval)] = [
        (.passing("x"), 30), (.lasting("x"), 300), (.passing("x", retryAfter: 10), 30), (.passing("x", retryAfter: 120), 120),
        (.passing("x", retryAfter: 1e9), 3600), (.passing("x", retryAfter: .infinity), 3600),
    ]

    @Test(
        "a token server that failed is left alone: half a minute, five when somebody has to mend it, or as long as it asks",
        arguments: setbacks.indices)
    func setback(index: Int) {
        let (problem, until) = Self.setbacks[index]
        var keeping = TokenCache()
        #expect(keeping.next(at: 0) == .fetch)
        keeping.fetched(.failure(problem), askedAt: 0, at: 5)
        #expect(keeping.next(at: 5) == .giveUp(problem))
        #expect(keeping.next(at: 5 + until - 0.1) == .giveUp(problem))
        #expect(keeping.next(at: 5 + until) == .fetch)
    }

    /// Many connections, a token server and a mail server by chance: whatever they do, the promises hold.
    @Test("whatever happens: one fetch at a time, no token past its end", arguments: 1...20)
    func anything(seed: UInt64) throws {
        var chance = SeededGenerator(state: seed)
        var keeping = TokenCache()
        var now: TimeInterval = 0
        var (fetchBegan, fetches, ends): (TimeInterval?, [TimeInterval], [String: TimeInterval]) = (nil, [], [:])
        var held: [AccessToken] = []
        for number in 0..<5000 {
            now += Double.random(in: 0..<8, using: &chance)
            if let begin = fetchBegan, Int.random(in: 0..<3, using: &chance) == 0 {
                fetchBegan = nil
                if Int.random(in: 0..<4, using: &chance) == 0 {
                    keeping.fetched(.failure(Bool.random(using: &chance) ? .passing("p") : .lasting("l")), askedAt: begin, at: now)
                } else {
                    let token = try Self.token("t\(number)", .random(in: 30..<900, using: &chance))
                    ends[token.text] = begin + token.lifetime
                    keeping.fetched(.success(token), askedAt: begin, at: now)
                }
            }
            let refused = held.randomElement(using: &chance).flatMap { Bool.random(using: &chance) ? Refusal(token: $0, reason: "r") : nil }
            switch keeping.next(at: now, after: refused) {
            case .fetch:
                #expect(fetchBegan == nil)
                fetchBegan = now
                fetches.append(now)
            case .use(let token):
                #expect(now < ends[token.text] ?? 0)
                held = held.suffix(3) + [token]
                if Int.random(in: 0..<3, using: &chance) == 0 { keeping.accepted(token) }
            case .wait: #expect(fetchBegan != nil)
            case .giveUp: #expect(fetchBegan == nil)
            }
        }
        #expect(fetches.count > 50)
    }

    @Test("a mailbox that stays closed for an hour costs one token in five minutes, however many mails wait")
    func closedForAnHour() throws {
        var keeping = TokenCache()
        var refused: Refusal?
        var fetches = 0
        for second in 0..<3600 {
            let now = TimeInterval(second)
            switch keeping.next(at: now, after: refused) {
            case .fetch:
                fetches += 1
                refused = nil
                keeping.fetched(.success(try Self.token("t\(fetches)")), askedAt: now, at: now)
            case .use(let token): refused = Refusal(token: token, reason: "535")
            case .giveUp: refused = nil
            case .wait: Issue.record("nobody fetches")
            }
        }
        #expect(fetches == 13)
    }

    @Test("a token shows in no description")
    func hidden() throws {
        let token = try #require(AccessToken("eyJMARKER", lifetime: 3600))
        let problem = TokenCache.Step.use(token)
        var dumped = ""
        dump(token, to: &dumped)
        for text in ["\(token)", String(reflecting: token), "\(problem)", "\(Result<AccessToken, TokenProblem>.success(token))", dumped] {
            #expect(!text.contains("MARKER"))
        }
    }

    @Test(
        "a text that could break out of a login is no token",
        arguments: ["", "a b", "a\u{1}auth=Bearer x", "a\r\nQUIT", "é", String(repeating: "x", count: 8193)])
    func noToken(text: String) { #expect(AccessToken(text, lifetime: 3600) == nil) }
}

extension TokenCache.Step {
    fileprivate var isUse: Bool { if case .use = self { true } else { false } }
}
