import Foundation
import FollowUps

/// What delivering knows at one moment: which messages wait or are being sent, which answers have to be recorded, and
/// which channels work. It only decides; `Pass` sends, claims and waits.
struct DeliveryState {
    typealias Known = [(claimed: Message, disposition: DeliveryDisposition)]

    private var waiting = SendQueue()
    /// Claimed messages whose channel is at its limit.
    private var busy: [MessageDraft] = []
    private var underWay: [ChannelID: Int] = [:]
    /// Nothing else is begun beside an acute message, or it would overtake it.
    private var acuteUnderWay: [ChannelID: Int] = [:]
    private var known: Known = []
    /// The channels that have not worked since before this pass. What is sent over them tests whether they do.
    private(set) var outages: [ChannelID: ChannelOutage]
    /// Channels found not to work in this pass. The rest of their messages waits.
    private var broken: Set<ChannelID> = []
    /// Channels that were turned off. What is left over them goes another way when it is claimed next.
    private var gone: Set<ChannelID> = []
    private var findings: [(channel: ChannelID, finding: ChannelFinding)] = []
    private var ambiguous = AmbiguousRefusals()
    /// When the first of those that wait was claimed.
    private var waitingSince: Date
    /// When the first of those that wait to be compared was refused.
    private var comparingSince: Date?
    /// The version of the database at that claim. With another, the drafts may be out of date.
    private(set) var version: Int?
    private var isClaiming = false
    private var mayClaim = true

    /// Seconds that a message waits whose channel works for others; and one that tested its channel in vain, so that others get a turn.
    static let heldUpPause: TimeInterval = 900
    static let triedInVainPause: TimeInterval = 3600
    /// How often one message tests a channel that refuses its recipient, before others get a turn.
    static let triesInVain = 2

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
    var isAwaiting: Bool { isClaiming || hasUnderWay }
    var isDone: Bool { !isAwaiting && waiting.isEmpty && busy.isEmpty && !mayClaim && ambiguous.isEmpty }
    var hasBusy: Bool { !busy.isEmpty }
    var knowsMuch: Bool { known.count >= Pass.claimBatch }

    /// Hands back what was claimed and has not been begun, at the end or before its lease runs out here.
    mutating func handBackIfNeeded(at now: Date, isEnding: Bool) {
        guard !isClaiming, isEnding || now >= waitingSince.addingTimeInterval(Pass.longestWait) else { return }
        mayClaim = !isEnding && (mayClaim || !waiting.isEmpty || !busy.isEmpty)
        known += (waiting.takeAll() + busy).map { ($0.message, .notTried(until: now)) }
        busy = []
    }

    /// What to record before claiming more; nil when it is not the time to claim.
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

    /// Takes in an attempt. Returns those that are decided now; not this one while it waits to be compared.
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
            // Perhaps only this recipient is refused so. Others get a turn to test the channel.
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
        // It tested the channel, and does not show that it works.
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

    /// `working` has answered about this message alone. `failing` would answer every other message in the same way.
    private mutating func decide(
        _ attempts: [Attempt], works working: ChannelID? = nil, fails failing: (channel: ChannelID, reason: String, retryAfter: TimeInterval?)? = nil
    ) -> [Attempt] {
        known += attempts.flatMap { attempt in attempt.dispositions.map { (attempt.message, $0) } }
        // What is being sent when a channel fails may be accepted all the same. The rest goes when the channel is tried again.
        if let working, !broken.contains(working), outages.removeValue(forKey: working) != nil {
            findings.append((working, .works))
            mayClaim = true
        }
        if let failing, broken.insert(failing.channel).inserted {
            findings.append((failing.channel, .fails(reason: failing.reason, retryAfter: failing.retryAfter)))
        }
        return attempts
    }

    mutating func retryBusy() {
        waiting.putBack(busy)
        busy = []
    }

    /// The refusals with nothing to compare them with, once nothing more comes or they have waited for long.
    mutating func takeAlone(at now: Date) -> [Attempt] {
        guard !isAwaiting && waiting.isEmpty && busy.isEmpty || comparingSince.map({ now >= $0.addingTimeInterval(Pass.longestWait) }) ?? false else {
            return []
        }
        comparingSince = nil
        return ambiguous.settle()
    }

    /// Takes in a refusal that stayed alone. `isAboutUs`: somebody else got the same answer before this pass, and nobody was mailed since.
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
