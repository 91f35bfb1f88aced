public struct Kind: Hashable, Sendable {
    public enum Scope: String, CaseIterable, Sendable {
        case `case`, school, employee
        /// All schools of a board together.
        case board
        /// A case, an employee or only a school, as given.
        case free
    }

    public enum OwnerRule: Hashable, Sendable {
        case role(RoleID)
        case employee
    }

    public let id: KindID
    public let title: LocalizedText
    /// The step of the protocol that asks for it, such as `5a`.
    public let source: String
    public let scope: Scope
    public let owner: OwnerRule
    public let urgency: Urgency
    /// Nil for the policy of its urgency.
    public let policy: PolicyID?
    public let help: LocalizedText?
    /// Whether its mails name neither the task nor its outcomes, in any installation.
    public let isDiscreet: Bool
    /// Once one is opened in a case, the work that the catalogue gives to a role (the key) goes to another there.
    public let takesOver: [RoleID: RoleID]
    /// Nil when whoever opens it must say when it is due.
    public let term: Term?
    public let `repeat`: Term?
    /// When it is first due in a school year; nil when the school year does not open it.
    public let schoolYearDay: MonthDay?
    public let contacts: [ContactID]
    /// Sources of the catalogue that ask for it.
    public let basedOn: [SourceID]
    /// Whether each one gets a title of its own.
    public let titleGiven: Bool
    /// Whether people open it. Others come from outcomes, repeats or cases.
    public let startsByHand: Bool
    /// Whether a case may begin with one on the page for emergencies.
    public let isEmergency: Bool
    public let countsForCase: Bool
    /// The roles that hear nothing of a case once one is opened in it (promise 6).
    public let excludes: [RoleID]
    /// Kinds to complete in the case before one is opened by hand; otherwise a reason is required.
    public let expects: [KindID]
    /// Whether one that is opened in a case with other open work begins an own case.
    public let hasOwnCase: Bool
    /// How long one that is about no case is kept after its end; nil for ever.
    public let retention: Term?
    public let outcomes: [Outcome]

    public init(
        id: KindID, title: LocalizedText, source: String, scope: Scope, owner: OwnerRule, urgency: Urgency, policy: PolicyID? = nil,
        help: LocalizedText? = nil, isDiscreet: Bool = false, takesOver: [RoleID: RoleID] = [:], term: Term?,
        repeat: Term? = nil, schoolYearDay: MonthDay? = nil, contacts: [ContactID] = [], basedOn: [SourceID] = [], titleGiven: Bool = false,
        startsByHand: Bool = false,
        isEmergency: Bool = false, countsForCase: Bool = true, excludes: [RoleID] = [], expects: [KindID] = [], hasOwnCase: Bool = false,
        retention: Term? = nil, outcomes: [Outcome]
    ) {
        self.id = id
        self.title = title
        self.source = source
        self.scope = scope
        self.owner = owner
        self.urgency = urgency
        self.policy = policy
        self.help = help
        self.isDiscreet = isDiscreet
        self.takesOver = takesOver
        self.term = term
        self.repeat = `repeat`
        self.schoolYearDay = schoolYearDay
        self.contacts = contacts
        self.basedOn = basedOn
        self.titleGiven = titleGiven
        self.startsByHand = startsByHand
        self.isEmergency = isEmergency
        self.countsForCase = countsForCase
        self.excludes = excludes
        self.expects = expects
        self.hasOwnCase = hasOwnCase
        self.retention = retention
        self.outcomes = outcomes
    }

    public func outcome(_ id: OutcomeID) -> Outcome? { outcomes.first { $0.id == id } }

    /// The outcomes that may come together with one, in the order of the catalogue.
    public func outcomes(beside id: OutcomeID) -> [Outcome] {
        guard let outcome = outcome(id) else { return [] }
        return outcomes.filter { $0.id != id && ($0.with.contains(id) || outcome.with.contains($0.id)) }
    }

    /// How long after this outcome it comes back by itself. Nil when it does not, as when the outcome ends it or says when.
    public func returns(after outcome: Outcome) -> Term? {
        outcome.ends || outcome.allConsequences.contains { $0.kind == id } ? nil : `repeat`
    }
}
