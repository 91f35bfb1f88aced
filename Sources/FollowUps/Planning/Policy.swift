/// The ladder of steps for an urgency: when, relative to due, and to whom; then how it repeats, for ever, until the follow-up is closed.
public struct Policy: Hashable, Sendable {
    public let steps: [Step]
    /// The first repeat comes this long after the last step, each later one the last of these after the one before.
    public let `repeat`: [Term]
    public let window: Window

    public enum Problem: Hashable, Sendable {
        case noSteps
        /// Without a repeat a follow-up would be forgotten after its last step (promise 1).
        case noRepeat
        case repeatsWithoutPause
        /// A follow-up that is due on a day knows no hours.
        case hoursForDays
        case stepTwice(String)
        /// The last step has to come at or after the due moment, so that repeats are of something that is due.
        case endsBeforeDue
    }

    public init(steps: [Step], repeat: [Term], window: Window) {
        self.steps = steps
        self.repeat = `repeat`
        self.window = window
    }

    /// Everything that keeps the policy from working for an urgency; the planner may only be given policies without.
    public func problems(for urgency: Urgency) -> [Problem] {
        var found: [Problem] = []
        if steps.isEmpty { found.append(.noSteps) }
        if `repeat`.isEmpty { found.append(.noRepeat) }
        if `repeat`.contains(where: { $0.count == 0 }) { found.append(.repeatsWithoutPause) }
        let terms = steps.compactMap(\.moment.term) + `repeat`
        if urgency != .acute, terms.contains(where: { $0.unit == .hours }) { found.append(.hoursForDays) }
        for name in Set(steps.map(\.name)).sorted() where steps.count(where: { $0.name == name }) > 1 { found.append(.stepTwice(name)) }
        let reachesDue = steps.contains { step in
            switch step.moment {
            case .due, .after: true
            case .open, .before: false
            }
        }
        if !steps.isEmpty, !reachesDue { found.append(.endsBeforeDue) }
        return found
    }

    /// Everybody the ladder reaches, in the order in which it first does.
    var audiences: [Audience] {
        var seen: Set<Audience> = []
        return steps.flatMap(\.audiences).filter { seen.insert($0).inserted }
    }
}

/// The policy of each urgency.
public struct Policies: Hashable, Sendable {
    public let normal: Policy
    public let urgent: Policy
    public let acute: Policy

    public init(normal: Policy = .normal, urgent: Policy = .urgent, acute: Policy = .acute) {
        self.normal = normal
        self.urgent = urgent
        self.acute = acute
    }

    public subscript(urgency: Urgency) -> Policy {
        switch urgency {
        case .normal: normal
        case .urgent: urgent
        case .acute: acute
        }
    }
}
