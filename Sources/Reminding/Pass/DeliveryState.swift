import Foundation
import FollowUps

/// What delivering knows at one moment: which messages wait, which are under way, and which answers still have to be recorded.
///
/// Decides only; `Pass` does the sending, the claiming and the waiting.
struct DeliveryState {
    typealias Known = [(claimed: Message, verdict: Verdict)]

    private var waiting = WaitingMessages()
    /// Claimed messages whose channel may carry no more just now.
    private var busy: [MessageDraft] = []
    private var underWay: [ChannelID: Int] = [:]
    private var known: Known = []
    /// Channels that do not work; the rest of their messages are left alone for a while.
    private var broken: Set<ChannelID> = []
    /// The UTC instant at which the first of those that wait was claimed.
    private var waitingSince: Date
    /// What the database's version was when that was done: once it is another, what they say may be out of date.
    private(set) var version: Int?
    private var isClaiming = false
    /// Whether there may be more to claim.
    private var mayClaim = true

    init(at now: Date) { waitingSince = now }

    var hasUnderWay: Bool { underWay.values.contains { $0 > 0 } }
    /// Whether an answer or a claim is still to come.
    var isAwaiting: Bool { isClaiming || hasUnderWay }
    var isDone: Bool { !isAwaiting && waiting.isEmpty && busy.isEmpty && !mayClaim }
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
            if broken.contains(channel) {
                let until = now.addingTimeInterval(Pass.channelPause)
                known += waiting.take(atMost: .max, over: channel).map { ($0.message, .notTried(until: until)) }
            }
            let drafts = waiting.take(atMost: concurrency(channel) - underWay[channel, default: 0], over: channel)
            underWay[channel, default: 0] += drafts.count
            next += drafts
        }
        return next
    }

    mutating func end(_ attempt: Attempt) {
        underWay[attempt.message.channel, default: 1] -= 1
        if attempt.wasBusy { busy.append(attempt.draft) } else { known += attempt.verdicts.map { (attempt.message, $0) } }
    }

    /// Lets those that were too many be tried again, before what was claimed after them.
    mutating func retryBusy() {
        waiting.putBack(busy)
        busy = []
    }

    /// True when that was not known yet.
    mutating func setBroken(_ channel: ChannelID) -> Bool { broken.insert(channel).inserted }

    mutating func takeKnown() -> Known {
        defer { known = [] }
        return known
    }
}
