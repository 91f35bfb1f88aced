import Foundation

/// One thing that somebody must do before a due moment: open, then closed with an outcome, or cancelled with a reason.
public struct FollowUp: Hashable, Sendable, Identifiable {
    public enum Status: String, CaseIterable, Sendable {
        case open, closed, cancelled
    }

    /// One run of the escalation schedule. A new one starts when the due moment or the owner changes, and on reopening.
    public struct Escalation: Hashable, Sendable {
        public let number: Int
        /// Steps before this are skipped.
        public let startedAt: Date
        /// Whoever started it gets no `open` reminder.
        public let startedBy: String

        public init(number: Int = 1, startedAt: Date, startedBy: String) {
            self.number = number
            self.startedAt = startedAt
            self.startedBy = startedBy
        }
    }

    public struct End: Hashable, Sendable {
        public let at: Date
        public let outcome: OutcomeID?
        /// The outcomes that came together with it.
        public let beside: [OutcomeID]

        /// All of them, the first before what came beside it; empty when it was cancelled.
        public var outcomes: [OutcomeID] { (outcome.map { [$0] } ?? []) + beside }

        public init(at: Date, outcome: OutcomeID?, beside: [OutcomeID] = []) {
            self.at = at
            self.outcome = outcome
            self.beside = beside
        }
    }

    public let id: Int64
    public let kind: KindID
    /// Only for kinds with `titleGiven`.
    public let title: String?
    public let school: SchoolID
    public let caseCode: CaseCode?
    public let employee: PersonID?
    public let owner: Owner
    public let urgency: Urgency
    public let due: Due
    /// Counts the follow-ups of this kind for its case, school or employee, this one included.
    public let round: Int
    public let status: Status
    public let openedAt: Date
    public let escalation: Escalation
    public let snoozedUntil: Date?
    /// When somebody last had its owner reminded beside what the policy sends.
    public let askedAgainAt: Date?
    public let end: End?
    /// By which it was opened; nil for one that is older than versions are kept.
    public let catalogue: CatalogueVersion?

    public init(
        id: Int64, kind: KindID, title: String? = nil, school: SchoolID, caseCode: CaseCode? = nil, employee: PersonID? = nil, owner: Owner,
        urgency: Urgency, due: Due, round: Int = 1, status: Status = .open, openedAt: Date, escalation: Escalation, snoozedUntil: Date? = nil,
        askedAgainAt: Date? = nil, end: End? = nil, catalogue: CatalogueVersion? = nil
    ) {
        self.id = id
        self.kind = kind
        self.title = title
        self.school = school
        self.caseCode = caseCode
        self.employee = employee
        self.owner = owner
        self.urgency = urgency
        self.due = due
        self.round = round
        self.status = status
        self.openedAt = openedAt
        self.escalation = escalation
        self.snoozedUntil = snoozedUntil
        self.askedAgainAt = askedAgainAt
        self.end = end
        self.catalogue = catalogue
    }

    public func isOverdue(at now: Date, _ clock: WallClock) -> Bool { status == .open && now >= due.overdueFrom(clock) }
}
