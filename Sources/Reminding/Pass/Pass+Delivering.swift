import Foundation
import FollowUps
import Logging

/// Sends what is queued: claims some messages at a time, sends as many at once as each channel bears, and records
/// answers as they come. While the database waits for the disk, sending goes on with what was claimed before.
extension Pass {
    /// Messages in one transaction.
    static let claimBatch = 256
    /// Seconds after which a message whose sender died is taken over; longer than any attempt can last.
    static let lease: TimeInterval = 900
    /// Seconds after which a claimed message that still waits its turn is handed back and claimed anew. If its lease
    /// ran out here, another claim would send it a second time.
    static let longestWait: TimeInterval = lease / 3
    /// Seconds for which an answer may be known to this process alone. If it is killed later, nothing is sent twice.
    static let recordPause: TimeInterval = 0.2
    /// How many of those pauses go by between two calls of `keepAlive`.
    static let signPauses = 50
    /// Seconds after which there is another look at the fence, so that a machine that is retired stops in the middle of what it has claimed.
    static let fencePause: TimeInterval = 1
    /// Seconds after which a channel at its limit is asked again; short, so that a stop is heard soon.
    static let busyPause: TimeInterval = 0.5

    /// Whether the machine has been retired since the pass began. What cannot be found out now is found out by the next pass: to end this one by an
    /// error would lose the answers that are under way.
    private struct FenceLook {
        private var last: Date
        private var isRetired = false

        init(at now: Date) { last = now }

        mutating func isRetired(_ outbox: any Outbox, _ fence: String?, at now: Date) async -> Bool {
            guard let fence, !isRetired, abs(now.timeIntervalSince(last)) >= fencePause else { return isRetired }
            last = now
            isRetired = (try? await outbox.standbyFinding(fence: fence, at: now))?.maySend == false
            return isRetired
        }
    }

    private enum Event: Sendable {
        case answered(Attempt)
        case claimed([MessageDraft], version: Int)
        case paused
    }

    /// Goes on until nothing is left to send now. After `deadline`, or when asked to stop, only what is being sent is finished.
    func deliver(until deadline: Date) async throws {
        try await withThrowingTaskGroup(of: Event.self) { group in
            var state = DeliveryState(at: clock(), outages: try await outbox.outages())
            var reported = Set<String>()
            var isPausing = false
            var pausesWithoutAnswer = 0
            var fence = FenceLook(at: clock())
            while true {
                let isEnding = await fence.isRetired(outbox, setup.fence, at: clock()) || isStopping() || clock() >= deadline
                begin(&state, isEnding: isEnding, in: &group)
                try await settle(&state, &reported)
                guard state.isAwaiting else {
                    if isEnding || state.isDone { break }
                    if state.hasBusy {
                        try await record(state.takeKnown())
                        try await pause(Self.busyPause)
                        state.retryBusy()
                    }
                    continue
                }
                if !isPausing {
                    isPausing = true
                    group.addTask {
                        try? await pause(Self.recordPause)
                        return .paused
                    }
                }
                switch try await group.next() {
                case .claimed(let claimed, let version)?: state.endClaim(claimed, version: version)
                case .answered(let attempt)?:
                    pausesWithoutAnswer = 0
                    let ended = state.end(attempt, at: clock())
                    try await noteFindings(&state)
                    for attempt in ended {
                        if case .heldUp = attempt.disposition { try await takeBack(same(as: attempt)) }
                        try await note(attempt, &reported)
                    }
                    if state.knowsMuch { try await record(state.takeKnown()) }
                case .paused?, nil:
                    isPausing = false
                    try await record(state.takeKnown())
                    pausesWithoutAnswer += 1
                    // Nothing takes longer than a lease. If it does, something hangs, and the supervisor has to know.
                    if pausesWithoutAnswer % Self.signPauses == 0, Double(pausesWithoutAnswer) * Self.recordPause < Self.lease { keepAlive() }
                }
            }
            group.cancelAll()
            try await record(state.takeKnown())
        }
    }

    private func begin(_ state: inout DeliveryState, isEnding: Bool, in group: inout ThrowingTaskGroup<Event, any Error>) {
        state.handBackIfNeeded(at: clock(), isEnding: isEnding)
        if isEnding { return }
        if let known = state.beginClaim(at: clock()) {
            group.addTask {
                try await record(known)
                // The version first: what changes during the claim counts as changed since.
                let version = try await outbox.dataVersion()
                let claimed = try await outbox.claim(
                    at: clock(), rules: setup.rules, lease: Self.lease, limit: Self.claimBatch, newLinkToken: setup.newLinkToken)
                return .claimed(claimed, version: version)
            }
        }
        for draft in state.takeNext(at: clock(), concurrency: { setup.transports[$0]?.concurrency ?? 1 }) {
            let version = state.version
            group.addTask { .answered(try await attempt(draft, claimedAt: version)) }
        }
    }

    /// A message may have waited for minutes since its claim. When anything has changed meanwhile, it says how things stand now.
    private func attempt(_ draft: MessageDraft, claimedAt version: Int?) async throws -> Attempt {
        let message = draft.message
        let deliveryPolicy = DeliveryPolicy(retry: setup.retry)
        let person = setup.rules.directory.person(message.recipient)
        // The second way to the operator is on nobody's list.
        let isForOperator = message.purpose == .notice && message.channel == setup.rules.noticeChannel
        guard let transport = setup.transports[message.channel], person?.channels.contains(message.channel) == true || isForOperator && person != nil
        else {
            let disposition = DeliveryDisposition.failed(error: "\(message.recipient) cannot be reached over \(message.channel) any more")
            return Attempt(draft: draft, disposition: disposition, result: nil)
        }
        var draft = draft
        if try await outbox.dataVersion() != version {
            guard let current = try await outbox.refresh(draft, at: clock(), rules: setup.rules) else {
                return Attempt(draft: draft, disposition: .notTried(until: clock()), result: nil)
            }
            draft = current
        }
        let renderResult = setup.renderer.renderResult(of: draft, at: clock())
        guard let outgoing = renderResult.message else {
            return Attempt(
                draft: draft, disposition: deliveryPolicy.disposition(onRenderingError: renderResult.reason ?? "", at: clock()), result: nil)
        }
        let result = await transport.send(outgoing)
        return Attempt(
            draft: draft, disposition: deliveryPolicy.disposition(on: result, of: message, at: clock()),
            splitOff: renderResult.reason.map { deliveryPolicy.disposition(onRenderingError: $0, of: renderResult.unwritable, at: clock()) },
            result: result)
    }

    /// Decides about refusals that stayed alone in this pass. That says little when there was nothing else to send: the
    /// deputy gets what the owner's was refused for, and would be refused next.
    private func settle(_ state: inout DeliveryState, _ reported: inout Set<String>) async throws {
        for attempt in state.takeAlone(at: clock()) {
            let same = try await same(as: attempt)
            let settled = state.settle(attempt, isAboutUs: !same.isEmpty, at: clock())
            try await takeBack(same)
            try await noteFindings(&state)
            try await note(settled, &reported)
        }
    }

    /// Messages to others that were given up lately for the same ambiguous answer.
    private func same(as attempt: Attempt) async throws -> [Int64] {
        guard case .refusedAmbiguously(_, let answer, isForGood: true)? = attempt.result else { return [] }
        return try await outbox.recentRefusals(over: attempt.message.channel, at: clock()).filter { earlier in
            earlier.recipient != attempt.message.recipient && earlier.lastError.map(AnswerPattern.of) == answer
        }.map(\.id)
    }

    private func takeBack(_ messages: [Int64]) async throws {
        if messages.isEmpty { return }
        try await outbox.takeBack(messages, at: clock())
        let ids = messages.map(String.init).joined(separator: ", ")
        logger.notice("message \(ids) is not given up after all: others get the same answer, so it is about us")
    }

    private func noteFindings(_ state: inout DeliveryState) async throws {
        for (channel, finding) in state.takeFindings() {
            let earlier = try await outbox.outages().first { $0.channel == channel }
            try await outbox.note(finding, of: channel, at: clock())
            switch finding {
            case .works: logger.notice("\(channel) works again; what waited for it goes now")
            case .fails(let reason, _) where earlier.map({ AnswerPattern.of($0.reason) }) != AnswerPattern.of(reason):
                logger.error("\(channel) cannot be used now, and everything waits for it: \(reason)")
            case .fails: break
            }
        }
    }

    private func note(_ attempt: Attempt, _ reported: inout Set<String>) async throws {
        let message = attempt.message
        let place = "message \(message.id) over \(message.channel)"
        if case .endpointGone(let reason)? = attempt.result {
            try await outbox.turnOff(message.channel, reason: reason, at: clock())
            logger.error("\(message.channel) is turned off until opvolg message retry \(message.id): \(reason)")
        }
        if case .splitOff(let reminders, _, let error)? = attempt.splitOff {
            let ids = reminders.map { String($0.followUp) }.joined(separator: ", ")
            logger.error("follow-up \(ids) in \(place) cannot be written, so it went without; tried again every hour: \(error)")
        }
        switch attempt.disposition {
        // Logged once, not every hour.
        case .unwritable(_, message.lastError), .splitOff: break
        case .unwritable(_, let error): logger.error("\(place) cannot be written; tried again every hour: \(error)")
        case .sent: logger.debug("\(place) sent")
        case .failed(let error): logger.error("\(place) failed: \(withoutName(error, message))")
        case .tryAgain(_, _, let error): logger.warning("\(place) will be tried again: \(withoutName(error, message))")
        // The problem of the channel has been logged.
        case .heldUp(let until, let error):
            guard until > clock(), message.heldSince == nil, reported.insert(AnswerPattern.of(error)).inserted else { break }
            logger.error("\(place) waits, as others get the same answer, so it is about us: \(withoutName(error, message))")
        case .notTried: break
        }
    }

    /// A server may answer with the name of the mailbox's owner. The log holds nothing about a person (promise 9); the database has it in full.
    private func withoutName(_ reason: String, _ message: Message) -> String {
        let name = setup.rules.directory.person(message.recipient)?.name ?? ""
        return name.split(separator: " ").map { String($0) }.filter { $0.count > 2 }.reduce(reason) { text, word in
            text.replacingOccurrences(of: word, with: "…", options: .caseInsensitive)
        }
    }

    private func record(_ known: DeliveryState.Known) async throws {
        if known.isEmpty { return }
        let unreached = try await outbox.record(known, at: clock(), rules: setup.rules, newMessageID: setup.newMessageID)
        for unreached in unreached { logger.warning("\(unreached)") }
    }
}
