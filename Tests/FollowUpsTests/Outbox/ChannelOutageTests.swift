import Foundation
import FollowUps
import Testing

@Suite("A channel that cannot be used")
struct ChannelOutageTests {
    private static let start = Date(timeIntervalSince1970: 1_795_420_800)

    @Test("is tried again after 1, 2, 5, 10 and 15 minutes, then every 15, counted from its last failure")
    func pauses() {
        var outage: ChannelOutage?
        var pauses: [TimeInterval] = []
        var now = Self.start
        for _ in 1...7 {
            let next = ChannelOutage(of: .mail, after: outage, reason: "no answer", at: now)
            #expect(next.since == Self.start && next.failedAt == now)
            pauses.append(next.retryAt.timeIntervalSince(now))
            now = next.retryAt
            outage = next
        }
        #expect(pauses == [60, 120, 300, 600, 900, 900, 900])
        #expect(outage?.failures == 7)
    }

    static let asked: [(seconds: TimeInterval, pause: TimeInterval)] = [(0, 60), (59, 60), (600, 600), (86_400, 3600)]

    @Test("waits as long as the other side asks for, but never more than an hour", arguments: asked)
    func retryAfter(seconds: TimeInterval, pause: TimeInterval) {
        let outage = ChannelOutage(of: "teams", after: nil, reason: "429", retryAfter: seconds, at: Self.start)
        #expect(outage.retryAt == Self.start.addingTimeInterval(pause))
    }

    @Test("keeps everything back until then, and nothing when its failure lies in the future of a clock that was wrong")
    func isOpen() {
        let outage = ChannelOutage(of: .mail, after: nil, reason: "no answer", at: Self.start)
        for (seconds, isOpen) in [(0.0, true), (59, true), (60, false), (86_400, false), (-1, false), (-86_400 * 90, false)] {
            #expect(outage.isOpen(at: Self.start.addingTimeInterval(seconds)) == isOpen, "\(seconds)")
        }
        let back = ChannelOutage(of: .mail, after: outage, reason: "no answer", at: Self.start.addingTimeInterval(-86_400))
        #expect(back.since == back.failedAt)
    }
}
