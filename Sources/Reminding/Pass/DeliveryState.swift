import Foundation
import FollowUps

/// What delivering knows at one moment: which messages wait, which are under way, which answers still have to be recorded, and which channels work.
///
/// Decides only; `Pass` does the sending, the claiming and the waiting.
struct DeliveryState {
    typealias Known = [(claimed: Message, verdict: Verdict)]

    private var waiting = WaitingMessages()
    /// Claimed messages whose channel may carry no more just now.
    private var busy: [MessageDraft] = []
    private var underWay: [ChannelID: Int] = [:]
    /// Those of them that are acute: nothing else is begun beside them, or it would overtake them.
    private var acuteUnderWay: [ChannelID: Int] = [:]
    private var known: Known = []
    /// The channels that did not work when this pass began, and have not worked since: what is sent over them is to see whether they do.
    private(set) var outages: [ChannelID: ChannelOutage]
    /// Channels that were found not to work in this pass; the rest of their messages are left alone.
    private var broken: Set<ChannelID> = []
    /// Those that were turned off: what is left over them goes another way when it is claimed next.
    private var gone: Set<ChannelID> = []
    private var findings: [(channel: ChannelID, finding: ChannelFinding)] = []
    private var ambiguous = AmbiguousRefusals()
    /// The UTC instant at which the first of those that wait was claimed.
    private var waitingSince: Date
    /// The same of those that were refused and wait to be compared.
    private var comparingSince: Date?
    /// What the database's version was when that was done: once it is another, what they say may be out of date.
    private(set) var version: Int?
    private var isClaiming = false
    /// Whether there may be more to claim.
    private var mayClaim = true

    /// Seconds that a message waits whose channel works for others, and then one that was tried in vain to see whether its channel works: so others
    /// have their turn at that.
    static let heldUpPause: TimeInterval = 900
    static let triedInVainPause: TimeInterval = 3600
    /// How often the most urgent message is tried to see whether a channel works that refuses its recipient, before others have their turn.
    static let triesInVain = 2

    /// When a message may be tried again that was tried in vain to see whether its channel works.
    private static func turn(after outage: ChannelOutage, at now: Date) -> Date {
        outage.failures < triesInVain ? now : now.addingTimeInterval(triedInVainPause)
    }
    /// Seconds until what is left over a channel that was turned off is looked at again.
    static let gonePause: TimeInterval = 60

    init(at now: Date, outages: [ChannelOutage] = []) {
        waitingSince = now
        self.outages = Dictionary(outages.map { ($0.channel, $0) }, uniquingKeysWith: { first, _ in first })
    }

    var hasUnderWay: Bool { underWay.values.contains { $0 > 0 } }
    /// Whether an answer or a claim is still to come.
    var isAwaiting: Bool { isClaiming || hasUnderWay }
    var isDone: Bool { !isAwaiting && waiting.isEmpty && busy.isEmpty && !mayClaim && ambiguous.isEmpty }
    var hasBusy: Bool { !busy.isEmpty }
    var knowsMuch: Bool { known.count >= Pass.claimBatch }

    /// Hands back what was claimed and has not been begun: because the end has come, or because its lease would run out here.
    mutating func handBackIfNeeded(at now: Date, isEnding: Bool) {
        guard !isClaiming, isEnding || now >= waitingSince.addingTimeInterval(Pass.longestWait) else { return }
        mayClaim = !isEnding && (mayClaim || !waiting.isEmpty || !busy.isEmpty)
        known += (waiting.takeAll() + busy).map { ($0.message, .notTried(until: now)) }
        busy = []
    }

    /// What to record before claiming more, or nil when it is not the time to claim.
    mutating func beginClaim(at now: Date) -> Known? {
        guard mayClaim, !isClaiming, busy.isEmpty, waiting.count < Pass.claimBatch / 2 else { return nil }
        if waiting.isEmpty { waitingSince = now }
        isClaiming = true
        return takeKnown()
    }

    mutating func endClaim(_ claimed: [MessageDraft], version: Int) {
        isClaiming = false
        if waiting.isEmpty, busy.isEmpty { self.version = version }
        mayClaim = !claimed.isEmpty
        waiting.append(claimed)
    }

    /// The messages to send now: as many over each channel as it bears at once.
    mutating func takeNext(at now: Date, concurrency: (ChannelID) -> Int) -> [MessageDraft] {
        var next: [MessageDraft] = []
        for channel in waiting.channels {
            // Over a broken channel nothing is claimed before it is tried again.
            let until = gone.contains(channel) ? now.addingTimeInterval(Self.gonePause) : now
            if broken.contains(channel) || gone.contains(channel) {
                known += waiting.take(atMost: .max, over: channel).map { ($0.message, .notTried(until: until)) }
            }
            let room = concurrency(channel) - underWay[channel, default: 0]
            let drafts = waiting.takeTurn(atMost: room, over: channel, besideAcute: acuteUnderWay[channel, default: 0] > 0)
            underWay[channel, default: 0] += drafts.count
            acuteUnderWay[channel, default: 0] += drafts.count { $0.isAcute }
            next += drafts
        }
        return next
    }

    /// Takes over what an attempt came to.
    ///
    /// - Returns: the attempts of which it is known now what they came to; not this one while it is to be compared with others.
    mutating func end(_ attempt: Attempt, at now: Date) -> [Attempt] {
        let channel = attempt.message.channel
        underWay[channel, default: 1] -= 1
        if attempt.draft.isAcute { acuteUnderWay[channel, default: 1] -= 1 }
        switch attempt.result {
        case .busy?:
            busy.append(attempt.draft)
            return []
        case .accepted?:
            ambiguous.accept(over: channel)
            return decide([attempt], works: channel)
        case .refused?, .refusedForNow?: return decide([attempt], works: channel)
        case .refusedAmbiguously(let reason, let answer, _)?: return compare(attempt, reason, answer, at: now)
        case .unavailable(let reason, let retryAfter, let toRecipient)?:
            // Others have their turn at it when it may be this recipient alone who is refused so.
            let held = toRecipient ? outages[channel].map { attempt.heldUp(until: Self.turn(after: $0, at: now)) } : nil
            return decide([held ?? attempt], fails: (channel, reason, retryAfter))
        case .unknown(let reason)?: return decide([attempt], fails: (channel, reason, nil))
        case .endpointGone?:
            gone.insert(channel)
            return decide([attempt])
        case nil: return decide([attempt])
        }
    }

    private mutating func compare(_ attempt: Attempt, _ reason: String, _ answer: String, at now: Date) -> [Attempt] {
        let channel = attempt.message.channel
        // It was sent to see whether the channel works, and does not tell that it does.
        if let outage = outages[channel] {
            return decide([attempt.heldUp(until: Self.turn(after: outage, at: now))], fails: (channel, reason, nil))
        }
        switch ambiguous.add(attempt, answer) {
        case .unclear:
            comparingSince = comparingSince ?? now
            return []
        case .us(let attempts, isEverybody: true): return decide(attempts.map { $0.heldUp(until: now) }, fails: (channel, reason, nil))
        case .us(let attempts, isEverybody: false): return decide(attempts.map { $0.heldUp(until: now.addingTimeInterval(Self.heldUpPause)) })
        }
    }

    /// - Parameters:
    ///   - working: a channel that has answered about this message alone.
    ///   - failing: a channel that would answer every other message in the same way.
    private mutating func decide(
        _ attempts: [Attempt], works working: ChannelID? = nil, fails failing: (channel: ChannelID, reason: String, retryAfter: TimeInterval?)? = nil
    ) -> [Attempt] {
        known += attempts.flatMap { attempt in attempt.verdicts.map { (attempt.message, $0) } }
        // What is still under way when a channel fails may be accepted all the same; the rest goes when it is tried again.
        if let working, !broken.contains(working), outages.removeValue(forKey: working) != nil {
            findings.append((working, .works))
            mayClaim = true
        }
        if let failing, broken.insert(failing.channel).inserted {
            findings.append((failing.channel, .fails(reason: failing.reason, retryAfter: failing.retryAfter)))
        }
        return attempts
    }

    /// Lets those that were too many be tried again, before what was claimed after them.
    mutating func retryBusy() {
        waiting.putBack(busy)
        busy = []
    }

    /// The refusals that nothing has turned up to compare with, once nothing more is to come or they have waited for long; to be handed to `settle`.
    mutating func takeAlone(at now: Date) -> [Attempt] {
        guard !isAwaiting && waiting.isEmpty && busy.isEmpty || comparingSince.map({ now >= $0.addingTimeInterval(Pass.longestWait) }) ?? false else {
            return []
        }
        comparingSince = nil
        return ambiguous.settle()
    }

    /// Takes over that a refusal stayed alone in this pass.
    ///
    /// - Parameter isAboutUs: whether another recipient got the same answer before this pass, and nobody was written to since.
    mutating func settle(_ attempt: Attempt, isAboutUs: Bool, at now: Date) -> Attempt {
        // What is passed on to somebody else goes at once.
        mayClaim = true
        guard isAboutUs, let reason = attempt.result?.reason else {
            _ = decide([attempt])
            return attempt
        }
        return decide([attempt.heldUp(until: now)], fails: (attempt.message.channel, reason, nil))[0]
    }

    mutating func takeFindings() -> [(channel: ChannelID, finding: ChannelFinding)] {
        defer { findings = [] }
        return findings
    }

    mutating func takeKnown() -> Known {
        defer { known = [] }
        return known
    }
}
