import FollowUps

/// Claimed messages that wait their turn, each channel's in the order in which they were claimed.
struct WaitingMessages {
    private var drafts: [ChannelID: [MessageDraft]] = [:]

    var count: Int { drafts.values.reduce(0) { $0 + $1.count } }
    var isEmpty: Bool { drafts.values.allSatisfy(\.isEmpty) }
    /// In order, so that the same always goes first.
    var channels: [ChannelID] { drafts.keys.sorted() }

    mutating func append(_ new: [MessageDraft]) {
        for draft in new { drafts[draft.message.channel, default: []].append(draft) }
    }

    /// In front of those that wait already.
    mutating func putBack(_ earlier: [MessageDraft]) {
        let later = takeAll()
        append(earlier)
        append(later)
    }

    /// The first ones of a channel.
    mutating func take(atMost most: Int, over channel: ChannelID) -> [MessageDraft] {
        // An array of its own: a slice would hold on to the rest, which would then be copied for each message taken.
        guard most > 0, let first = drafts[channel].map({ Array($0.prefix(most)) }) else { return [] }
        drafts[channel]?.removeFirst(first.count)
        return first
    }

    mutating func takeAll() -> [MessageDraft] {
        defer { drafts = [:] }
        return channels.flatMap { drafts[$0] ?? [] }
    }
}
