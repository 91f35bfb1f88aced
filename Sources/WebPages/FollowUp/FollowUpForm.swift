import FollowUps

/// The form on the page of a follow-up, as typed, with the problems found in it.
public struct FollowUpForm: Hashable, Sendable {
    public enum Button: String, Sendable {
        case close, snooze
    }

    public enum Problem: Hashable, Sendable {
        case noButton
        case noOutcome
        case reasonMissing(OutcomeID)
        case reason(OutcomeID, PersonalDataFilter.Objection)
        case badDate(OutcomeID)
        case dateInFuture(OutcomeID)
        /// The outcome closes the case, but these follow-ups in it are still open.
        case caseNotDone(OutcomeID, open: [Int64])
        /// The follow-up has ended meanwhile, otherwise than the form asks.
        case endedOtherwise
        case untilMissing
        case badUntil
        case untilPassed
        case untilTooLate(latest: Day)
        /// These words of a reason look like a name. Sending them again says that they are none.
        case reasonNames(OutcomeID, String)
        case snoozeReasonNames(String)
        case snoozeReasonMissing
        case snoozeReason(PersonalDataFilter.Objection)
    }

    public let button: Button?
    public let outcome: OutcomeID?
    public let reasons: [OutcomeID: String]
    public let dates: [OutcomeID: String]
    public let until: String
    public let snoozeReason: String
    /// The words that looked like a name when the form was last sent.
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
