import FollowUps

/// Refusals of one pass that do not say whether they are about the recipient or about us (promise 15). The same answer
/// for a second recipient means us; an answer that stays alone is about its recipient.
struct AmbiguousRefusals {
    struct Answer: Hashable {
        let channel: ChannelID
        let text: String
    }

    enum Finding {
        case unclear
        /// About us, as were these attempts. `isEverybody`: the channel has accepted nothing since the one before.
        case us([Attempt], isEverybody: Bool)
    }

    private struct Group {
        var waiting: [Attempt]
        var recipients: Set<PersonID>
        /// How much the channel had accepted when the latest of them came.
        var accepted: Int
    }

    private var groups: [Answer: Group] = [:]
    private var accepted: [ChannelID: Int] = [:]

    var isEmpty: Bool { groups.values.allSatisfy(\.waiting.isEmpty) }

    mutating func accept(over channel: ChannelID) { accepted[channel, default: 0] += 1 }

    mutating func add(_ attempt: Attempt, _ text: String) -> Finding {
        let answer = Answer(channel: attempt.message.channel, text: text)
        let acceptedSoFar = accepted[answer.channel, default: 0]
        var group = groups[answer] ?? Group(waiting: [], recipients: [], accepted: acceptedSoFar)
        let isEverybody = group.accepted == acceptedSoFar
        group.recipients.insert(attempt.message.recipient)
        group.accepted = acceptedSoFar
        let all = group.waiting + [attempt]
        group.waiting = group.recipients.count > 1 ? [] : all
        groups[answer] = group
        return group.recipients.count > 1 ? .us(all, isEverybody: isEverybody) : .unclear
    }

    mutating func settle() -> [Attempt] {
        defer { for answer in groups.keys { groups[answer]?.waiting = [] } }
        return groups.values.flatMap(\.waiting).sorted { $0.message.id < $1.message.id }
    }
}
