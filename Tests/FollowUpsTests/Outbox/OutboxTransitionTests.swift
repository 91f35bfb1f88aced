import Foundation
import Testing

@testable import FollowUps

/// So many minutes after some instant.
func minute(_ number: Int) -> Date { Date(timeIntervalSince1970: 1_800_000_000 + Double(number) * 60) }

extension OutboxEntry {
    static func sample(
        _ state: State, _ purpose: DeliverySlot.Purpose = .reminders, attempts: Int = 0, first: Int? = nil, error: String? = nil, copy: Bool = false,
        held: Int? = nil, urgency: Urgency = .normal
    ) -> OutboxEntry {
        var entry = OutboxEntry(state, over: .mail, purpose, urgency)
        entry.attempts = attempts
        entry.firstAttemptAt = first.map { minute($0) }
        entry.lastError = error
        entry.copyMayExist = copy
        entry.heldSince = held.map { minute($0) }
        return entry
    }

    /// All of it, with minutes for instants.
    var line: String {
        func number(_ instant: Date) -> Int { Int(instant.timeIntervalSince(minute(0)) / 60) }
        var words: [String] =
            switch state {
            case .queued(let instant, let forHours): ["queued \(number(instant))"] + (forHours ? ["hours"] : [])
            case .sending(let ends): ["sending \(number(ends))"]
            case .sent(let instant): ["sent \(number(instant))"]
            case .failed: ["failed"]
            case .dropped: ["dropped"]
            }
        if attempts > 0 { words.append("×\(attempts)") }
        if let firstAttemptAt { words.append("first \(number(firstAttemptAt))") }
        if copyMayExist { words.append("copy") }
        if let heldSince { words.append("held \(number(heldSince))") }
        if let lastError { words.append(lastError) }
        if purpose != .reminders { words.append(purpose.rawValue) }
        if urgency != .normal { words.append(urgency.rawValue) }
        if channel != .mail { words.append(channel.rawValue) }
        if let address { words.append("to \(address)") }
        return words.joined(separator: " ")
    }
}

@Suite("What becomes of a message")
struct OutboxTransitionTests {
    /// Messages in every state, as they stand at minute 100.
    static let samples: [(name: String, entry: OutboxEntry)] = [
        ("fresh", .sample(.queued(notBefore: minute(100)))),
        ("later", .sample(.queued(notBefore: minute(160)))),
        ("refused", .sample(.queued(notBefore: minute(160)), attempts: 2, first: 40, error: "451")),
        ("unknown", .sample(.queued(notBefore: minute(100)), attempts: 1, first: 90, error: "lost", copy: true)),
        ("hours", .sample(.queued(notBefore: minute(160), forHours: true), attempts: 1, first: 90, error: "451")),
        ("held", .sample(.queued(notBefore: minute(160)), error: "421", held: 50)),
        ("notice", .sample(.queued(notBefore: minute(160)), .notice)),
        ("sending", .sample(.sending(leaseEnds: minute(115)), attempts: 1, first: 100)),
        ("orphan", .sample(.sending(leaseEnds: minute(100)), attempts: 1, first: 85)),
        ("sent", .sample(.sent(at: minute(99)), attempts: 1, first: 99)),
        ("failed", .sample(.failed, attempts: 3, first: 10, error: "550")),
        ("dropped", .sample(.dropped)),
    ]

    static func sample(_ name: String) -> OutboxEntry? { samples.first { $0.name == name }?.entry }

    /// Answers to the attempt of `sending`.
    static func answer(_ disposition: DeliveryDisposition) -> OutboxEvent { .answered(disposition, lease: sample("sending")?.lease, at: minute(101)) }

    /// Every event, and what it makes of each sample; it cannot happen to those that are not named.
    static let table: [(event: OutboxEvent, expected: [String: String])] = [
        (
            .joined(.urgent, .reminders, sendAt: minute(100)),
            [
                "fresh": "queued 100 urgent", "later": "queued 100 urgent", "refused": "queued 100 ×2 first 40 451 urgent",
                "hours": "queued 100 hours ×1 first 90 451 urgent", "held": "queued 100 held 50 421 urgent",
            ]
        ),
        (
            .joined(.normal, .digest, sendAt: minute(100)),
            [
                "fresh": "queued 100 digest", "later": "queued 100 digest", "refused": "queued 160 ×2 first 40 451 digest",
                "hours": "queued 160 hours ×1 first 90 451 digest", "held": "queued 100 held 50 421 digest",
            ]
        ),
        (.noticeJoined(.normal, sendAt: minute(100), isPressing: false), ["notice": "queued 160 notice"]),
        (.noticeJoined(.urgent, sendAt: minute(100), isPressing: false), ["notice": "queued 100 notice urgent"]),
        (.noticeJoined(.normal, sendAt: minute(100), isPressing: true), ["notice": "queued 100 notice"]),
        (.moved(to: "teams"), ["notice": "queued 160 notice teams"]),
        (
            .coalesced(with: .sample(.queued(notBefore: minute(100)), .digest, urgency: .urgent), at: minute(170)),
            ["fresh": "queued 100 digest urgent", "later": "queued 160 digest urgent", "held": "queued 160 held 50 421 digest urgent"]
        ),
        (
            .claimed(at: minute(100), leaseEnds: minute(115), address: MailAddress("a@v.example")),
            [
                "fresh": "sending 115 ×1 first 100 to a@v.example", "unknown": "sending 115 ×2 first 90 copy lost to a@v.example",
                "orphan": "sending 115 ×2 first 85 copy to a@v.example",
            ]
        ),
        (
            .emptied(at: minute(100)),
            ["fresh": "dropped", "unknown": "dropped ×1 first 90 copy lost", "orphan": "dropped ×1 first 85"]
        ),
        (
            .postponed(until: minute(130), at: minute(100)),
            [
                "fresh": "queued 130 hours", "unknown": "queued 130 hours ×1 first 90 copy lost", "orphan": "queued 130 hours ×1 first 85 copy",
            ]
        ),
        (
            .unreadable(retryAt: minute(160), error: "bad", at: minute(100)),
            ["fresh": "queued 160 bad", "unknown": "queued 160 ×1 first 90 copy bad", "orphan": "queued 160 ×1 first 85 copy bad"]
        ),
        (
            answer(.sent),
            [
                "fresh": "sent 101", "later": "sent 101", "refused": "sent 101 ×2 first 40", "unknown": "sent 101 ×1 first 90 copy",
                "hours": "sent 101 ×1 first 90", "held": "sent 101", "notice": "sent 101 notice", "sending": "sent 101 ×1 first 100",
                "orphan": "sent 101 ×1 first 85",
            ]
        ),
        (answer(.tryAgain(at: minute(105), possiblyDelivered: true, error: "lost")), ["sending": "queued 105 ×1 first 100 copy lost"]),
        (answer(.tryAgain(at: minute(105), possiblyDelivered: false, error: "451")), ["sending": "queued 105 ×1 first 100 451"]),
        (answer(.heldUp(until: minute(160), error: "421")), ["sending": "queued 160 held 100 421"]),
        (answer(.failed(error: "550")), ["sending": "failed ×1 first 100 550"]),
        (answer(.unwritable(until: minute(160), error: "bad")), ["sending": "queued 160 ×1 first 100 bad"]),
        (answer(.notTried(until: minute(101))), ["sending": "queued 101"]),
        (answer(.splitOff([], until: minute(160), error: "bad")), ["sending": "sending 115 ×1 first 100"]),
        (.bounced(reason: "5.1.1"), ["sent": "failed ×1 first 99 came back: 5.1.1"]),
        (.refusalTakenBack(at: minute(100)), ["failed": "queued 100 held 10 550"]),
        (.channelRestored(at: minute(100)), ["held": "queued 100 held 50 421"]),
        (.retriedByHand(at: minute(100)), ["failed": "queued 100 550"]),
        (
            .clockFellBack(from: minute(95), to: minute(90)),
            [
                "refused": "queued 155 ×2 first 40 451", "unknown": "queued 95 ×1 first 90 copy lost", "hours": "queued 155 hours ×1 first 90 451",
                "sending": "sending 110 ×1 first 100", "orphan": "sending 95 ×1 first 85",
            ]
        ),
        (
            .planningUndone,
            [
                "fresh": "dropped", "later": "dropped", "refused": "dropped ×2 first 40 451", "unknown": "dropped ×1 first 90 copy lost",
                "hours": "dropped ×1 first 90 451", "held": "dropped held 50 421",
            ]
        ),
        (
            // Wrong is what lies after minute 110; the clock was ahead by forty minutes.
            .clockCorrected(ClockCorrection(leap: ClockLeap(id: 1, from: minute(100), to: minute(150)), latest: minute(150), now: minute(110))),
            [
                "later": "queued 110", "refused": "queued 120 ×2 first 40 451", "hours": "queued 110 hours ×1 first 90 451",
                "held": "queued 110 held 50 421", "notice": "queued 110 notice", "sending": "sending 110 ×1 first 100",
            ]
        ),
        (
            .returned(to: minute(130), at: minute(100)),
            ["fresh": "queued 130", "later": "queued 130", "held": "queued 130 held 50 421", "notice": "queued 130 notice"]
        ),
        (.givenUpByWrongClock(at: minute(100)), ["failed": "queued 100 ×3 first 10 550"]),
        (
            .restored(.sample(.sent(at: minute(99)), attempts: 1, first: 98)),
            [
                "fresh": "sent 99 ×1 first 98", "later": "sent 99 ×1 first 98", "refused": "sent 99 ×1 first 98", "unknown": "sent 99 ×1 first 98",
                "hours": "sent 99 ×1 first 98", "held": "sent 99 ×1 first 98 held 50", "notice": "sent 99 ×1 first 98 notice",
                "sending": "sent 99 ×1 first 98", "orphan": "sent 99 ×1 first 98",
            ]
        ),
        (
            .restoredBlindly(at: minute(100)),
            [
                "unknown": "queued 100 ×1 first 90 copy lost", "sending": "queued 100 ×1 first 100 copy", "orphan": "queued 100 ×1 first 85 copy",
            ]
        ),
        (
            .replanned(reason: "anew"),
            [
                "fresh": "dropped anew", "later": "dropped anew", "refused": "dropped ×2 first 40 anew", "unknown": "dropped ×1 first 90 copy anew",
                "hours": "dropped ×1 first 90 anew", "held": "dropped held 50 anew", "notice": "dropped anew notice",
            ]
        ),
        (
            .takenOver(at: minute(100)),
            [
                "fresh": "queued 100 copy", "unknown": "queued 100 ×1 first 90 copy lost", "sending": "queued 100 ×1 first 100 copy",
                "orphan": "queued 100 ×1 first 85 copy",
            ]
        ),
    ]

    @Test("is what the table says, for every state and every event")
    func everyStateAndEvent() {
        for (event, expected) in Self.table {
            for (name, entry) in Self.samples {
                #expect(entry.transition(on: event)?.line == expected[name], "\(name): \(event)")
            }
        }
    }

    @Test("is what the diagram in docs/architecture.md says")
    func documented() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "docs/architecture.md"), encoding: .utf8)
        let lines = text.split(separator: "\n")
        let start = try #require(lines.firstIndex { $0.hasPrefix("| event |") })
        let documented = lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        }
        let states: [MessageState] = [.queued, .sending, .sent, .failed, .dropped]
        var names: [String] = []
        var reached: [String: [Set<MessageState>]] = [:]
        // Of one that had been sent the later database may know that it came back.
        let events = Self.table.map(\.event) + [.restored(.sample(.failed, error: "came back"))]
        for event in events {
            let name = Self.name(of: event)
            if !names.contains(name) { names.append(name) }
            let targets = states.map { state in
                Set(Self.samples.filter { $0.entry.state.name == state }.compactMap { $0.entry.transition(on: event)?.state.name })
            }
            reached[name] = zip(reached[name] ?? states.map { _ in [] }, targets).map { $0.union($1) }
        }
        reached["restored"]?[0].remove(.failed)
        reached["restored"]?[1].remove(.failed)
        #expect(documented.map(\.first) == names)
        for row in documented {
            let cells = (reached[row[0]] ?? []).map { $0.isEmpty ? "–" : $0.map(\.rawValue).sorted().joined(separator: ", ") }
            #expect(Array(row.dropFirst()) == cells, "\(row[0])")
        }
    }

    /// As the document calls it. Whoever adds an event is led here by the compiler, and from here to the table.
    static func name(of event: OutboxEvent) -> String {
        switch event {
        case .joined: "joined"
        case .noticeJoined: "notice joined"
        case .moved: "moved"
        case .coalesced: "coalesced"
        case .claimed: "claimed"
        case .emptied: "emptied"
        case .postponed: "put off"
        case .unreadable: "unreadable"
        case .answered(.sent, _, _): "accepted"
        case .answered(.tryAgain, _, _): "try again"
        case .answered(.heldUp, _, _): "held up"
        case .answered(.failed, _, _): "given up"
        case .answered(.unwritable, _, _): "unwritable"
        case .answered(.notTried, _, _): "handed back"
        case .answered(.splitOff, _, _): "part set apart"
        case .bounced: "bounced"
        case .refusalTakenBack: "refusal taken back"
        case .channelRestored: "channel restored"
        case .retriedByHand: "retried by hand"
        case .clockFellBack: "clock fell back"
        case .planningUndone: "planning undone"
        case .clockCorrected: "clock corrected"
        case .returned: "returned"
        case .givenUpByWrongClock: "given up by a wrong clock"
        case .restored: "restored"
        case .restoredBlindly: "restored blindly"
        case .replanned: "replanned"
        case .takenOver: "taken over"
        }
    }

    @Test("a late answer of another claim counts only when it says that the message was accepted")
    func fence() throws {
        let sending = try #require(Self.sample("sending"))
        var other = sending
        other.attempts = 2
        var retried = sending
        retried.state = .sending(leaseEnds: minute(120))
        for late in [other.lease, retried.lease, nil] {
            for disposition: DeliveryDisposition in [
                .failed(error: "550"), .notTried(until: minute(101)), .tryAgain(at: minute(105), possiblyDelivered: false, error: ""),
            ] {
                #expect(sending.transition(on: .answered(disposition, lease: late, at: minute(101))) == nil)
            }
            #expect(sending.transition(on: .answered(.sent, lease: late, at: minute(101)))?.state == .sent(at: minute(101)))
        }
    }

    @Test("what is split off has waited as long as the whole, and nobody has a copy of it")
    func splitOff() {
        let whole = OutboxEntry.sample(.sending(leaseEnds: minute(115)), .digest, attempts: 2, first: 40, copy: true, held: 30, urgency: .urgent)
        #expect(whole.splitOff(retryAt: minute(160), error: "bad").line == "queued 160 ×2 first 40 bad digest urgent")
    }

    @Test("what waited is overtaken by a later step that went, goes or is about to; what somebody may have a copy of is not")
    func overtaken() throws {
        let overtaking: [(name: String, expected: Bool)] = [
            ("fresh", true), ("later", true), ("refused", true), ("sending", true), ("orphan", true), ("sent", true), ("failed", false),
            ("dropped", false),
        ]
        let refused = try #require(Self.sample("refused"))
        for (name, expected) in overtaking {
            let other = try #require(Self.sample(name))
            #expect(refused.isOvertaken(by: other, at: minute(100)) == expected, "\(name)")
        }
        let digest = OutboxEntry.sample(.queued(notBefore: minute(100)), .digest)
        #expect(!refused.isOvertaken(by: digest, at: minute(99)))
        #expect(refused.isOvertaken(by: digest, at: minute(100)))
        var elsewhere = try #require(Self.sample("sent"))
        elsewhere.channel = "teams"
        #expect(!refused.isOvertaken(by: elsewhere, at: minute(100)))

        let sent = try #require(Self.sample("sent"))
        let waiting: [(name: String, expected: Bool)] = [("fresh", true), ("held", true), ("sending", true), ("orphan", false), ("unknown", false)]
        for (name, expected) in waiting { #expect(Self.sample(name)?.isOvertaken(by: sent, at: minute(100)) == expected, "\(name)") }
        let copied = OutboxEntry.sample(.queued(notBefore: minute(100)), .digest, copy: true)
        #expect(copied.isOvertaken(by: sent, at: minute(100)))
    }
}
