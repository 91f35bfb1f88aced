import Foundation
import FollowUps
import Logging

/// Sends what is queued: claims a few messages at a time, has as many under way as each channel bears, and records results as they come.
extension Pass {
    /// How many messages are claimed in one transaction.
    static let claimBatch = 128
    /// Seconds after which a message whose sender died is taken over; longer than any attempt can last.
    static let lease: TimeInterval = 900
    /// Seconds after which a message that was claimed and still waits its turn is handed back and claimed anew, so that its lease never runs out
    /// here: another claim would take it a second time.
    static let longestWait: TimeInterval = lease / 3
    /// Seconds for which an answer may be known to this process alone: whoever is killed later than that sends nothing twice.
    static let recordPause: TimeInterval = 1
    /// How many of those pauses go by between two signs of life.
    static let signPauses = 10
    /// Seconds for which the rest of a channel's messages are left alone when the channel itself does not work.
    static let channelPause: TimeInterval = 60
    /// Seconds after which a channel that may carry no more just now is asked again; short, so that a stop is heard soon.
    static let busyPause: TimeInterval = 0.5

    private struct Attempt: Sendable {
        let draft: MessageDraft
        let verdict: Verdict
        let result: DeliveryResult?

        var message: Message { draft.message }
        var wasBusy: Bool { if case .busy? = result { true } else { false } }
    }

    /// Goes on until nothing is left to send now; after `deadline`, or when asked to stop, only what is under way is finished.
    func deliver(until deadline: Date) async throws {
        // What has ended: an attempt, or (nil) a pause, after which it is time to record what is known.
        try await withThrowingTaskGroup(of: Attempt?.self) { group in
            var waiting: [MessageDraft] = []
            var waitingSince = clock()
            var underWay: [ChannelID: Int] = [:]
            var results: [(message: Int64, verdict: Verdict)] = []
            var broken: Set<ChannelID> = []
            var busy: [MessageDraft] = []
            var mayClaim = true
            var isPausing = false
            var pausesWithoutAnswer = 0

            while true {
                let isEnding = isStopping() || clock() >= deadline
                if isEnding || clock() >= waitingSince.addingTimeInterval(Self.longestWait) {
                    let until = clock()
                    mayClaim = !isEnding && (mayClaim || !waiting.isEmpty || !busy.isEmpty)
                    results += (waiting + busy).map { ($0.message.id, .notTried(until: until)) }
                    (waiting, busy) = ([], [])
                }
                if mayClaim, busy.isEmpty, waiting.count < Self.claimBatch / 4 {
                    try record(&results)
                    if waiting.isEmpty { waitingSince = clock() }
                    let claimed = try outbox.claim(at: clock(), lease: Self.lease, limit: Self.claimBatch)
                    mayClaim = !claimed.isEmpty
                    waiting += claimed
                }
                start(&waiting, in: &group, underWay: &underWay, broken: broken, results: &results)
                guard underWay.values.contains(where: { $0 > 0 }) else {
                    if waiting.isEmpty, busy.isEmpty, !mayClaim { break }
                    if !busy.isEmpty {
                        try record(&results)
                        try await pause(Self.busyPause)
                        (waiting, busy) = (busy + waiting, [])
                    }
                    continue
                }
                if !isPausing {
                    isPausing = true
                    group.addTask {
                        try? await pause(Self.recordPause)
                        return nil
                    }
                }
                guard let attempt = try await group.next() ?? nil else {
                    isPausing = false
                    try record(&results)
                    pausesWithoutAnswer += 1
                    // Nothing takes longer than a lease: then something hangs, and whoever watches over us has to know.
                    if pausesWithoutAnswer % Self.signPauses == 0, Double(pausesWithoutAnswer) * Self.recordPause < Self.lease { signOfLife() }
                    continue
                }
                pausesWithoutAnswer = 0
                underWay[attempt.message.channel, default: 1] -= 1
                if attempt.wasBusy {
                    busy.append(attempt.draft)
                    continue
                }
                results.append((attempt.message.id, attempt.verdict))
                try note(attempt, broken: &broken)
                if results.count >= Self.claimBatch { try record(&results) }
            }
            group.cancelAll()
            try record(&results)
        }
    }

    private func start(
        _ waiting: inout [MessageDraft], in group: inout ThrowingTaskGroup<Attempt?, any Error>, underWay: inout [ChannelID: Int],
        broken: Set<ChannelID>, results: inout [(message: Int64, verdict: Verdict)]
    ) {
        var left: [MessageDraft] = []
        for draft in waiting {
            let channel = draft.message.channel
            guard !broken.contains(channel) else {
                results.append((draft.message.id, .notTried(until: clock().addingTimeInterval(Self.channelPause))))
                continue
            }
            guard underWay[channel, default: 0] < setup.transports[channel]?.concurrency ?? 1 else {
                left.append(draft)
                continue
            }
            underWay[channel, default: 0] += 1
            group.addTask { await attempt(draft) }
        }
        waiting = left
    }

    private func attempt(_ draft: MessageDraft) async -> Attempt {
        let message = draft.message
        let judge = Judge(retry: setup.retry)
        let person = setup.rules.directory.person(message.recipient)
        guard let transport = setup.transports[message.channel], person?.channels.contains(message.channel) == true else {
            let verdict = Verdict.failed(error: "\(message.recipient) cannot be reached over \(message.channel) any more")
            return Attempt(draft: draft, verdict: verdict, result: nil)
        }
        do {
            let result = await transport.send(try setup.renderer.render(draft, at: clock()))
            return Attempt(draft: draft, verdict: judge.verdict(on: result, of: message, at: clock()), result: result)
        } catch {
            return Attempt(draft: draft, verdict: judge.verdict(onRenderingError: "\(error)", at: clock()), result: nil)
        }
    }

    /// Tells the operator what went wrong, and keeps the pass from trying a channel again that does not work.
    private func note(_ attempt: Attempt, broken: inout Set<ChannelID>) throws {
        let message = attempt.message
        let place = "message \(message.id) over \(message.channel)"
        switch attempt.result {
        case .endpointGone(let reason)?:
            broken.insert(message.channel)
            try outbox.turnOff(message.channel, reason: reason, at: clock())
            logger.error("\(message.channel) is turned off until opvolg message retry \(message.id): \(reason)")
        case .unavailable(let reason)?, .unknown(let reason)?:
            // A server that gives no answer to one message would keep every other waiting as long.
            if broken.insert(message.channel).inserted { logger.error("\(message.channel) cannot be used now: \(reason)") }
        default: break
        }
        switch attempt.verdict {
        case .sent: logger.debug("\(place) sent")
        case .failed(let error): logger.error("\(place) failed: \(error)")
        case .tryAgain(_, _, let error): logger.warning("\(place) will be tried again: \(error)")
        case .notTried: break
        }
    }

    private func record(_ results: inout [(message: Int64, verdict: Verdict)]) throws {
        if results.isEmpty { return }
        let unreached = try outbox.record(results, at: clock(), rules: setup.rules, newMessageID: setup.newMessageID)
        for unreached in unreached { logger.warning("\(unreached)") }
        results = []
    }
}
