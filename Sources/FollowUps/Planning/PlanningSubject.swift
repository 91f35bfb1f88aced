import Foundation

public struct PlanningSubject: Sendable, Equatable {
    public let followUp: FollowUp
    public let stepsDone: Set<String>
    /// When the last of them was. It shows which repeats are done after the policy has been edited.
    public let lastPlannedAt: Date?
    let plans: [String: StepPlan]
    public let people: CasePeople

    public init(
        _ followUp: FollowUp, stepsDone: Set<String> = [], lastPlannedAt: Date? = nil, plans: [String: StepPlan] = [:],
        people: CasePeople = .ordinary
    ) {
        self.followUp = followUp
        self.stepsDone = stepsDone
        self.lastPlannedAt = lastPlannedAt
        self.plans = plans
        self.people = people
    }

    func done(_ decision: Decision, at instant: Date) -> PlanningSubject {
        if decision.stepsDone.isEmpty { return self }
        var plans = plans
        for step in decision.stepsDone {
            let recipients = decision.reminders.filter { $0.step == step }.map(\.recipient)
            plans[step] = StepPlan(at: instant, recipients: (plans[step]?.recipients ?? []).union(recipients))
        }
        return PlanningSubject(
            followUp, stepsDone: stepsDone.union(decision.stepsDone), lastPlannedAt: instant, plans: plans, people: people)
    }

    /// Whom the planning at this instant reminded. Steps that come due together are one reminder.
    func told(at instant: Date) -> Set<PersonID> {
        plans.values.filter { $0.at == instant }.reduce(into: []) { $0.formUnion($1.recipients) }
    }
}

public struct StepPlan: Hashable, Sendable {
    public let at: Date
    public let recipients: Set<PersonID>

    public init(at: Date, recipients: Set<PersonID> = []) {
        self.at = at
        self.recipients = recipients
    }
}

public struct Decision: Sendable, Equatable {
    public let reminders: [Reminder]
    /// The steps that need no further look: sent now, or skipped for what is sent now.
    public let stepsDone: [String]
    /// When to look again: always after the decision (promise 1).
    public let next: Date
    public let unreached: [UnreachableAudience]
}

public struct UnreachableAudience: Sendable, Hashable, CustomStringConvertible {
    public let followUp: Int64
    public let step: String
    public let audience: Audience
    public let instead: PersonID?
    /// Set when the case is kept from roles. Then nothing else may be said of it.
    public let keptFromRoles: UnnamedAudience?

    public struct UnnamedAudience: Sendable, Hashable, CustomStringConvertible {
        public let owner: Owner
        public let school: SchoolID

        public init(owner: Owner, school: SchoolID) {
            self.owner = owner
            self.school = school
        }

        public var description: String { "nobody could be reached as \(owner) of \(school)" }
    }

    public init(followUp: Int64, step: String, audience: Audience, instead: PersonID?, keptFromRoles: UnnamedAudience? = nil) {
        self.followUp = followUp
        self.step = step
        self.audience = audience
        self.instead = instead
        self.keptFromRoles = keptFromRoles
    }

    public init(_ audience: Audience, step: String, of subject: PlanningSubject, instead: PersonID?) {
        let (followUp, people) = (subject.followUp, subject.people)
        self.init(
            followUp: followUp.id, step: step, audience: audience, instead: instead,
            keptFromRoles: people.isKeptFromRoles
                ? UnnamedAudience(owner: people.owner(inPlaceOf: audience.owner(of: followUp)), school: followUp.school) : nil)
    }

    public var description: String {
        if let keptFromRoles { return "\(keptFromRoles); see to it that somebody can be, or name a deputy" }
        let place = "follow-up \(followUp), step \(step): nobody could be reached as \(audience)"
        return instead.map { "\(place); sent to \($0) instead" } ?? "\(place), nor anybody above; name a deputy or fill the role"
    }
}
