/// The ladder of steps: when, relative to due, and to whom; then how it repeats, for ever, until the follow-up is closed.
public struct Policy: Hashable, Sendable {
    public let steps: [Step]
    /// The first repeat comes this long after the last step, each later one the last of these after the one before.
    public let `repeat`: [Term]
    public let repeatsTo: RepeatAudience
    public let window: Window

    /// Who gets the repeats.
    public enum RepeatAudience: String, CaseIterable, Sendable {
        /// Those of the last step.
        case last
        /// All whom any step has reached.
        case everybody
    }

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
        /// It keeps to school days, and what is urgent or acute waits for no holiday (promise 7).
        case waitsForSchool
    }

    public init(steps: [Step], repeat: [Term], window: Window, repeatsTo: RepeatAudience = .last) {
        self.steps = steps
        self.repeat = `repeat`
        self.repeatsTo = repeatsTo
        self.window = window
    }

    /// Everything that keeps the policy from working for an urgency; the planner may only be given policies without.
    public func problems(for urgency: Urgency) -> [Problem] {
        var found: [Problem] = []
        if steps.isEmpty { found.append(.noSteps) }
        if `repeat`.isEmpty { found.append(.noRepeat) }
        if `repeat`.contains(where: { $0.count == 0 }) { found.append(.repeatsWithoutPause) }
        if urgency != .acute, countsHours { found.append(.hoursForDays) }
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

    /// Why it cannot work for kinds of an urgency that name it, sound as it is by itself; nil when it can.
    func problem(forKindsOf urgency: Urgency) -> Problem? {
        if urgency != .acute, countsHours { return .hoursForDays }
        if urgency != .normal, case .school = window { return .waitsForSchool }
        return nil
    }

    private var countsHours: Bool {
        steps.contains { $0.moment.term?.unit == .hours } || `repeat`.contains { $0.unit == .hours }
    }

    /// Everybody the ladder reaches, in the order in which it first does.
    var audiences: [Audience] {
        var seen: Set<Audience> = []
        return steps.flatMap(\.audiences).filter { seen.insert($0).inserted }
    }
}
