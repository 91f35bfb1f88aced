import Foundation
import Testing

@testable import FollowUps

@Suite("Which waiting message a reminder joins")
struct PlacementTests {
    private static func waiting(_ id: Int64, _ entry: OutboxEntry, isQuarantined: Bool = false) -> WaitingMessage {
        WaitingMessage(id: id, entry, isQuarantined: isQuarantined)
    }

    /// At minute 100, of a reminder that goes at a minute.
    private static func place(
        sendAt: Int = 100, _ purpose: DeliverySlot.Purpose = .reminders, _ urgency: Urgency = .normal, among waiting: [WaitingMessage],
        opening: (WaitingMessage) -> Date? = { _ in minute(100) }
    ) -> Placement {
        Placement(
            of: DeliverySlot(recipient: "ib", channel: .mail, purpose: purpose, sendAt: minute(sendAt)), urgency, among: waiting, at: minute(100),
            opening: opening)
    }

    /// One waiting message, a reminder, and whether they go together.
    static let table: [(name: String, entry: OutboxEntry, sendAt: Int, purpose: DeliverySlot.Purpose, joins: Bool)] = [
        ("both go now", .sample(.queued(notBefore: minute(90))), 100, .reminders, true),
        ("both go now, one in a digest", .sample(.queued(notBefore: minute(90)), .digest), 100, .reminders, true),
        ("both go at a later instant", .sample(.queued(notBefore: minute(160))), 160, .reminders, true),
        ("both go later, one in a digest", .sample(.queued(notBefore: minute(160)), .digest), 160, .reminders, false),
        ("digests of two days", .sample(.queued(notBefore: minute(160)), .digest), 170, .digest, false),
        ("it was refused for now", .sample(.queued(notBefore: minute(160)), attempts: 1, error: "451"), 100, .reminders, true),
        ("a digest was refused for now", .sample(.queued(notBefore: minute(160)), .digest, attempts: 1, error: "451"), 100, .digest, false),
        ("it waits for its hours", .sample(.queued(notBefore: minute(160), forHours: true), attempts: 1), 100, .reminders, false),
        ("it waits for another time", .sample(.queued(notBefore: minute(160))), 100, .reminders, false),
        ("somebody may have a copy", .sample(.queued(notBefore: minute(90)), copy: true), 100, .reminders, false),
        ("it is a notice", .sample(.queued(notBefore: minute(90)), .notice), 100, .reminders, false),
        ("it is being sent", .sample(.sending(leaseEnds: minute(90)), attempts: 1), 100, .reminders, false),
        ("it was sent", .sample(.sent(at: minute(90)), attempts: 1), 100, .reminders, false),
    ]

    @Test("depends on when both go, and on what is known of the message")
    func rules() {
        for (name, entry, sendAt, purpose, joins) in Self.table {
            let placement = Self.place(sendAt: sendAt, purpose, among: [Self.waiting(7, entry)])
            #expect(placement.message == (joins ? 7 : nil), "\(name)")
            #expect(placement.delays.isEmpty, "\(name)")
        }
    }

    @Test("is none that cannot be written, nor one over another channel")
    func unfit() {
        let entry = OutboxEntry.sample(.queued(notBefore: minute(90)))
        #expect(Self.place(among: [Self.waiting(7, entry, isQuarantined: true)]).message == nil)
        var other = entry
        other.channel = "teams"
        #expect(Self.place(among: [Self.waiting(7, other)]).message == nil)
    }

    @Test("is the one that goes first, then the oldest")
    func order() {
        let waiting = [(3, 95), (2, 90), (1, 90)].map { Self.waiting($0, .sample(.queued(notBefore: minute($1)))) }
        #expect(Self.place(among: waiting).message == 1)
    }

    @Test("what is more urgent takes nothing along out of its hours: that is put off, and the next one asked")
    func delays() {
        let night = Self.waiting(1, .sample(.queued(notBefore: minute(90))))
        let day = Self.waiting(2, .sample(.queued(notBefore: minute(95))))
        let placement = Self.place(among: [night, day]) { _ in minute(160) }
        #expect(placement == Placement(message: 1))
        let urgent = Self.place(sendAt: 100, .reminders, .urgent, among: [night, day]) { $0.id == 1 ? minute(160) : minute(100) }
        #expect(urgent == Placement(message: 2, delays: [.init(message: 1, until: minute(160))]))
        let alone = Self.place(sendAt: 100, .reminders, .urgent, among: [night]) { _ in minute(160) }
        #expect(alone == Placement(message: nil, delays: [.init(message: 1, until: minute(160))]))
        // What cannot be read is left to the claim.
        #expect(Self.place(sendAt: 100, .reminders, .urgent, among: [night]) { _ in nil } == Placement(message: 1))
    }
}

extension Placement {
    fileprivate init(message: Int64?, delays: [Delay] = []) {
        self.init(of: DeliverySlot(recipient: "", channel: .mail, purpose: .reminders, sendAt: .distantPast), .normal, among: [], at: .distantPast) {
            _ in nil
        }
        self.message = message
        self.delays = delays
    }
}
