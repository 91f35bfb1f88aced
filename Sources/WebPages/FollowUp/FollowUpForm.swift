import FollowUps

/// What somebody filled in on the page of a follow-up, as they typed it, and what is wrong with that.
public struct FollowUpForm: Hashable, Sendable {
    public enum Button: String, Sendable {
        case close, snooze
    }

    /// What keeps it from being done; each is about one field.
    public enum Problem: Hashable, Sendable {
        case noButton
        case noOutcome
        case reasonMissing(OutcomeID)
        case reason(OutcomeID, PersonalDataFilter.Objection)
        case badDate(OutcomeID)
        case dateInFuture(OutcomeID)
        /// The outcome closes the case, in which these are open still.
        case caseNotDone(OutcomeID, open: [Int64])
        /// It has ended meanwhile, otherwise than was asked for.
        case endedOtherwise
        case untilMissing
        case badUntil
        case untilPassed
        case untilTooLate(latest: Day)
        /// Words of a reason look like somebody's name; who sends them once more means something else.
        case reasonNames(OutcomeID, String)
        case snoozeReasonNames(String)
        case snoozeReasonMissing
        case snoozeReason(PersonalDataFilter.Objection)
    }

    /// Nil when none was pressed.
    public let button: Button?
    public let outcome: OutcomeID?
    public let reasons: [OutcomeID: String]
    public let dates: [OutcomeID: String]
    public let until: String
    public let snoozeReason: String
    /// The words that looked like a name when the form was sent before.
    public let namesSeen: String
    public let problems: [Problem]

    public init(
        button: Button? = nil, outcome: OutcomeID? = nil, reasons: [OutcomeID: String] = [:], dates: [OutcomeID: String] = [:],
        until: String = "", snoozeReason: String = "", namesSeen: String = "", problems: [Problem] = []
    ) {
        self.button = button
        self.outcome = outcome
        self.reasons = reasons
        self.dates = dates
        self.until = until
        self.snoozeReason = snoozeReason
        self.namesSeen = namesSeen
        self.problems = problems
    }

    public func with(_ problems: [Problem]) -> FollowUpForm {
        FollowUpForm(
            button: button, outcome: outcome, reasons: reasons, dates: dates, until: until, snoozeReason: snoozeReason,
            namesSeen: namesSeen, problems: problems)
    }
}
