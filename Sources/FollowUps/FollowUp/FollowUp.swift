import Foundation

/// One thing that somebody must do before a due moment: open, then closed with an outcome, or cancelled with a reason.
public struct FollowUp: Hashable, Sendable, Identifiable {
    public enum Status: String, CaseIterable, Sendable {
        case open, closed, cancelled
    }

    /// The climb of a policy's ladder: it starts when the follow-up is opened, and anew when it gets another due moment or owner, or is reopened.
    public struct Ladder: Hashable, Sendable {
        /// From 1.
        public let number: Int
        /// UTC instant; steps that lie before it are passed over.
        public let startedAt: Date
        /// Who started it: told so themselves, they need no `open` reminder.
        public let startedBy: String

        public init(number: Int = 1, startedAt: Date, startedBy: String) {
            self.number = number
            self.startedAt = startedAt
            self.startedBy = startedBy
        }
    }

    /// How it ended, by closing or by cancelling.
    public struct End: Hashable, Sendable {
        /// UTC instant.
        public let at: Date
        /// Nil when it was cancelled.
        public let outcome: OutcomeID?

        public init(at: Date, outcome: OutcomeID?) {
            self.at = at
            self.outcome = outcome
        }
    }

    /// Counted per database, from 1.
    public let id: Int64
    public let kind: KindID
    /// Only for kinds whose follow-ups get a title of their own.
    public let title: String?
    public let school: SchoolID
    public let caseCode: CaseCode?
    /// The employee whom it is about.
    public let employee: PersonID?
    public let owner: Owner
    public let urgency: Urgency
    public let due: Due
    /// How many follow-ups of this kind its case, school or employee has had, this one included.
    public let round: Int
    public let status: Status
    /// UTC instant.
    public let openedAt: Date
    public let ladder: Ladder
    /// No reminder goes before this UTC instant.
    public let snoozedUntil: Date?
    public let end: End?

    public init(
        id: Int64, kind: KindID, title: String? = nil, school: SchoolID, caseCode: CaseCode? = nil, employee: PersonID? = nil, owner: Owner,
        urgency: Urgency, due: Due, round: Int = 1, status: Status = .open, openedAt: Date, ladder: Ladder, snoozedUntil: Date? = nil,
        end: End? = nil
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
        self.ladder = ladder
        self.snoozedUntil = snoozedUntil
        self.end = end
    }

    /// An open follow-up whose due day is over, or whose due instant is reached.
    public func isOverdue(at now: Date, _ clock: WallClock) -> Bool { status == .open && now >= due.overdueFrom(clock) }
}
