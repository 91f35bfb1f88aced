/// The sort of a follow-up, as the catalogue defines it.
public struct Kind: Hashable, Sendable {
    /// What a follow-up of this kind is about.
    public enum Scope: String, CaseIterable, Sendable {
        case `case`, school, employee
        /// Whatever it is given: a case, an employee, or only a school.
        case free
    }

    /// Whom the catalogue makes the owner.
    public enum OwnerRule: Hashable, Sendable {
        case role(RoleID)
        /// The employee whom the follow-up is about.
        case employee
    }

    public let id: KindID
    public let title: LocalizedText
    /// The step of the protocol that asks for it, such as `5a`.
    public let source: String
    public let scope: Scope
    public let owner: OwnerRule
    public let urgency: Urgency
    /// The escalation schedule by name; nil for that of its urgency.
    public let policy: PolicyID?
    /// What is asked, in one or two sentences; shown wherever the follow-up is.
    public let help: LocalizedText?
    /// Whether mails about it name neither the task nor its outcomes, whatever the installation says.
    public let isDiscreet: Bool
    /// From the opening of one of these on, what the catalogue gives to a role (the key) in that case belongs to another (the value).
    public let takesOver: [RoleID: RoleID]
    /// How long there is to do it; without one, whoever opens it has to say when it is due.
    public let term: Term?
    /// After how long it comes back once closed; see `returns(after:)`.
    public let `repeat`: Term?
    /// The day on which one that comes round at a school is first due in a school year; nil when the school year does not open it.
    public let schoolYearDay: MonthDay?
    public let contacts: [ContactID]
    /// Whether each follow-up gets a title of its own when it is opened.
    public let titleGiven: Bool
    /// Whether people start it, because something outside the system asks for it; every other kind is opened by an outcome or comes round.
    public let startsByHand: Bool
    /// Whether a case that has one of these open still goes on. A check of the file by itself does not keep a case alive.
    public let countsForCase: Bool
    /// The roles that hear nothing of a case from the moment in which one of these is opened in it (promise 6), whoever holds them then or later.
    public let excludes: [RoleID]
    /// What should have been completed in the case before somebody opens one of these by hand; who does all the same says why.
    public let expects: [KindID]
    /// Whether one that is opened in a case with other open work begins a case of its own.
    public let hasOwnCase: Bool
    public let outcomes: [Outcome]

    public init(
        id: KindID, title: LocalizedText, source: String, scope: Scope, owner: OwnerRule, urgency: Urgency, policy: PolicyID? = nil,
        help: LocalizedText? = nil, isDiscreet: Bool = false, takesOver: [RoleID: RoleID] = [:], term: Term?,
        repeat: Term? = nil, schoolYearDay: MonthDay? = nil, contacts: [ContactID] = [], titleGiven: Bool = false, startsByHand: Bool = false,
        countsForCase: Bool = true, excludes: [RoleID] = [], expects: [KindID] = [], hasOwnCase: Bool = false,
        outcomes: [Outcome]
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
        self.titleGiven = titleGiven
        self.startsByHand = startsByHand
        self.countsForCase = countsForCase
        self.excludes = excludes
        self.expects = expects
        self.hasOwnCase = hasOwnCase
        self.outcomes = outcomes
    }

    public func outcome(_ id: OutcomeID) -> Outcome? { outcomes.first { $0.id == id } }

    /// After how long it comes back by itself once it has ended so; nil when it does not, or when the outcome itself says when.
    ///
    /// An outcome that `ends` ends the repeating too: whoever has left is asked about no training ever after.
    public func returns(after outcome: Outcome) -> Term? {
        outcome.ends || outcome.allConsequences.contains { $0.kind == id } ? nil : `repeat`
    }
}
