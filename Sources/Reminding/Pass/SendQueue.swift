import FollowUps

/// Claimed messages that wait their turn, by channel in the order in which they were claimed.
struct SendQueue {
    private var drafts: [ChannelID: [MessageDraft]] = [:]

    var count: Int { drafts.values.reduce(0) { $0 + $1.count } }
    var isEmpty: Bool { drafts.values.allSatisfy(\.isEmpty) }
    /// Sorted, so that the same always goes first.
    var channels: [ChannelID] { drafts.keys.sorted() }

    mutating func append(_ new: [MessageDraft]) {
        for draft in new { drafts[draft.message.channel, default: []].append(draft) }
    }

    mutating func putBack(_ earlier: [MessageDraft]) {
        let later = takeAll()
        append(earlier)
        append(later)
    }

    mutating func take(atMost most: Int, over channel: ChannelID) -> [MessageDraft] {
        // An array of its own: a slice would hold on to the rest, which would then be copied for each message taken.
        guard most > 0, let first = drafts[channel].map({ Array($0.prefix(most)) }) else { return [] }
        drafts[channel]?.removeFirst(first.count)
        return first
    }

    /// The first messages that may be sent at once: acute ones by themselves, and nothing else beside them.
    mutating func takeTurn(atMost most: Int, over channel: ChannelID, besideAcute: Bool) -> [MessageDraft] {
        // Counted in another function: nothing may hold on to the array while it is taken from.
        take(atMost: turn(atMost: most, over: channel, besideAcute: besideAcute), over: channel)
    }

    private func turn(atMost most: Int, over channel: ChannelID, besideAcute: Bool) -> Int {
        guard most > 0, let first = drafts[channel]?.first else { return 0 }
        if !first.isAcute { return besideAcute ? 0 : most }
        return drafts[channel]?.prefix(most).prefix { $0.isAcute }.count ?? 0
    }

    mutating func takeAll() -> [MessageDraft] {
        defer { drafts = [:] }
        return channels.flatMap { drafts[$0] ?? [] }
    }
}
