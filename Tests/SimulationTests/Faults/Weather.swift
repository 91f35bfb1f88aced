import FollowUps
import TestSupport
import Foundation

/// The state of the servers and mailboxes at a moment.
struct Weather {
    enum Condition: CaseIterable {
        case fine, down, deferring, silent, deaf, busy, refusing, vague
    }

    /// What a server does with a message.
    struct Fate {
        var seconds: TimeInterval
        var result: DeliveryResult
        var arrives: Bool
        /// Whether it said what is not so.
        var isLie = false
    }

    private var conditions: [ChannelID: Condition] = [:]
    /// Addresses that are refused for good.
    private var gone: Set<PersonID> = []
    private var hookIsGone = false

    mutating func change(_ random: inout SeededGenerator, people: [PersonID]) -> String {
        let channel: ChannelID = random.chance(70) ? .mail : Files.hook
        if random.chance(35) {
            let person = people[random.below(people.count)]
            if gone.remove(person) == nil { gone.insert(person) }
            return "mailbox of \(person) is \(gone.contains(person) ? "gone" : "back")"
        }
        hookIsGone = random.chance(10)
        conditions[channel] = Condition.allCases[random.below(Condition.allCases.count)]
        return "\(channel) is \(conditions[channel] ?? .fine)" + (hookIsGone ? ", the webhook is gone" : "")
    }

    func fate(of content: MessageContent, lies: Bool, _ random: inout SeededGenerator) -> Fate {
        let quick = Double(random.below(3000)) / 1000
        if lies, random.chance(5) {
            return random.chance(50)
                ? Fate(seconds: quick, result: .accepted, arrives: false, isLie: true)
                : Fate(seconds: quick, result: .refusedForNow(reason: "451 lie", retryAfter: nil), arrives: true, isLie: true)
        }
        if hookIsGone, content.channel == Files.hook { return Fate(seconds: quick, result: .endpointGone(reason: "410"), arrives: false) }
        if gone.contains(content.recipient) { return Fate(seconds: quick, result: .refused(reason: "550 no such mailbox"), arrives: false) }
        switch conditions[content.channel] ?? .fine {
        case .fine: break
        case .down: return Fate(seconds: quick, result: .unavailable(reason: "no connection"), arrives: false)
        case .deferring:
            guard random.chance(70) else { break }
            let wait: TimeInterval? = random.chance(30) ? Double(random.below(7200)) : nil
            return Fate(seconds: quick, result: .refusedForNow(reason: "451 later", retryAfter: wait), arrives: false)
        // It has something against us, whoever a message is for; or says so in words that do not tell.
        case .refusing: return Fate(seconds: quick, result: .unavailable(reason: "554 relay access denied"), arrives: false)
        case .vague: return Fate(seconds: quick, result: .refusedAmbiguously(reason: "554 no", answer: "554 no", isForGood: true), arrives: false)
        case .silent:
            guard random.chance(60) else { break }
            return Fate(seconds: Double(30 + random.below(570)), result: .unknown(reason: "no answer"), arrives: random.chance(50))
        case .deaf:
            guard random.chance(60) else { break }
            return Fate(seconds: quick, result: .unknown(reason: "connection lost"), arrives: true)
        case .busy:
            guard random.chance(50) else { break }
            return Fate(seconds: 0, result: .busy(seconds: Double(1 + random.below(90))), arrives: false)
        }
        return Fate(seconds: quick, result: .accepted, arrives: true)
    }
}
