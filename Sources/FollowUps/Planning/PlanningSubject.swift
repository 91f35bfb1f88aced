import Foundation

/// An open follow-up as the planner sees it.
public struct PlanningSubject: Sendable, Equatable {
    public let followUp: FollowUp
    /// The steps of its present ladder that have been dealt with, by name.
    public let stepsDone: Set<String>
    /// The UTC instant at which the last of them was; it tells which repeats are done when the policy has numbered them otherwise since.
    public let lastPlannedAt: Date?
    /// When each of them was, and to whom it went; empty where that does not matter.
    let plans: [String: StepPlan]
    /// Whose its case is, and who may hear nothing of it (promise 6).
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

    /// The same follow-up once a decision has been carried out at an instant.
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

    /// Who has been reminded by what was planned at a UTC instant: steps that come due together are one reminder.
    func told(at instant: Date) -> Set<PersonID> {
        plans.values.filter { $0.at == instant }.reduce(into: []) { $0.formUnion($1.recipients) }
    }
}

/// When a step was planned, and for whom.
public struct StepPlan: Hashable, Sendable {
    /// UTC instant.
    public let at: Date
    public let recipients: Set<PersonID>

    public init(at: Date, recipients: Set<PersonID> = []) {
        self.at = at
        self.recipients = recipients
    }
}

/// What the planner makes of one follow-up at one instant.
public struct Decision: Sendable, Equatable {
    public let reminders: [Reminder]
    /// The steps that need no further look: sent now, or passed over in favour of what is sent now.
    public let stepsDone: [String]
    /// The UTC instant at which to look again; there always is one (promise 1), and it lies after the instant of the decision.
    public let next: Date
    /// For the operator: whom a step could not reach.
    public let unreached: [Unreached]
}

/// An audience that a step could not reach, with what became of its reminder.
public struct Unreached: Sendable, Hashable, CustomStringConvertible {
    public let followUp: Int64
    public let step: String
    public let audience: Audience
    /// Who got it instead; nil when nobody could be found.
    public let instead: PersonID?
    /// Whom it could not reach, when the case is kept from roles: then nothing else may be said of it.
    public let keptFromRoles: Silenced?

    /// Somebody who could not be reached, and nothing of what it was about.
    public struct Silenced: Sendable, Hashable, CustomStringConvertible {
        public let owner: Owner
        public let school: SchoolID

        public init(owner: Owner, school: SchoolID) {
            self.owner = owner
            self.school = school
        }

        public var description: String { "nobody could be reached as \(owner) of \(school)" }
    }

    public init(followUp: Int64, step: String, audience: Audience, instead: PersonID?, keptFromRoles: Silenced? = nil) {
        self.followUp = followUp
        self.step = step
        self.audience = audience
        self.instead = instead
        self.keptFromRoles = keptFromRoles
    }

    /// An audience that a step of a follow-up could not reach; of a case that is kept from roles nothing is said but whom.
    public init(_ audience: Audience, step: String, of subject: PlanningSubject, instead: PersonID?) {
        let (followUp, people) = (subject.followUp, subject.people)
        self.init(
            followUp: followUp.id, step: step, audience: audience, instead: instead,
            keptFromRoles: people.isKeptFromRoles
                ? Silenced(owner: people.owner(inPlaceOf: audience.owner(of: followUp)), school: followUp.school) : nil)
    }

    public var description: String {
        if let keptFromRoles { return "\(keptFromRoles); see to it that somebody can be, or name a deputy" }
        let place = "follow-up \(followUp), step \(step): nobody could be reached as \(audience)"
        return instead.map { "\(place); sent to \($0) instead" } ?? "\(place), nor anybody above; name a deputy or fill the role"
    }
}
