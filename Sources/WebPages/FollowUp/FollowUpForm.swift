import FollowUps

/// A form on the page of a follow-up, as typed, with the problems found in it. Each button has a form of its own; the fields have the same names in all.
public struct FollowUpForm: Hashable, Sendable {
    /// The names of the fields.
    public enum Field: String, CaseIterable, Sendable {
        case outcome, reason, on, until, due, to, text, entry
    }

    public enum Problem: Hashable, Sendable {
        case noButton
        case noOutcome
        /// Of what came together with the outcome, two cannot.
        case notTogether
        /// Of the reason, or of a note.
        case text(TextProblem)
        /// These words look like a name. Sending them again says that they are none.
        case names(String)
        case badDay(Field)
        /// The day on which it happened.
        case dateInFuture
        /// The day that was agreed on.
        case agreedMissing
        case agreedNotToCome
        case untilMissing
        case untilPassed
        case untilTooLate(latest: Day)
        case dueMissing
        case due(DueProblem)
        case noOwner
        case noEntry
        case refused(ActionRefusal)
    }

    public let button: FollowUpAction?
    public let fields: [Field: String]
    /// The boxes that were ticked, by the names of their fields; see `box`.
    public let ticked: Set<String>
    /// The words that looked like a name when the form was last sent.
    public let namesSeen: String
    public let problems: [Problem]

    public init(
        button: FollowUpAction? = nil, _ fields: [Field: String] = [:], ticked: Set<String> = [], namesSeen: String = "", problems: [Problem] = []
    ) {
        self.button = button
        self.fields = fields
        self.ticked = ticked
        self.namesSeen = namesSeen
        self.problems = problems
    }

    public func with(_ problems: [Problem]) -> FollowUpForm {
        FollowUpForm(button: button, fields, ticked: ticked, namesSeen: namesSeen, problems: problems)
    }

    /// Without an owner whom the page does not offer.
    public func offering(_ owners: [Owner]) -> FollowUpForm {
        guard button == .assign, !owners.map(\.description).contains(trimmed(.to)) else { return self }
        return FollowUpForm(button: button, fields.merging([.to: ""]) { $1 }, namesSeen: namesSeen, problems: problems)
    }

    public var outcome: OutcomeID? { fields[.outcome].map { OutcomeID($0) } }

    /// The beginning of the names of the boxes for what came together with an outcome. An id has no colon.
    public static let boxes = "with:"

    /// The name of the box below one outcome for another that came together with it.
    static func box(_ other: OutcomeID, below outcome: OutcomeID) -> String { "\(boxes)\(outcome):\(other)" }

    /// What came together with the chosen outcome; a box below another one does not count.
    func beside(_ possible: [Outcome]) -> [OutcomeID] {
        guard let outcome else { return [] }
        return possible.map(\.id).filter { ticked.contains(Self.box($0, below: outcome)) }
    }

    /// As typed, in the form of a button; empty in the others.
    func typed(_ field: Field, in form: FollowUpAction) -> String { button == form ? fields[field, default: ""] : "" }

    /// Without white space around it.
    func trimmed(_ field: Field) -> String { fields[field, default: ""].trimmed }
}

/// Why a change that somebody asked for cannot be made any more, or not now.
public enum ActionRefusal: Error, Hashable, Sendable {
    /// It has ended meanwhile, otherwise than was asked.
    case endedAlready
    case openAlready
    /// Another of its kind is open in the case.
    case anotherOpen(Int64)
    case caseClosed
    /// The outcome closes the case, but these follow-ups in it are still open.
    case caseNotDone(open: [Int64])
    /// A state of the case forbids it.
    case protected(Protection)
    /// Whom it would be given to may hear nothing of the case.
    case keptFromOwner
    case nothingToStrike
}

extension String {
    var trimmed: String { String(trimmingPrefix { $0.isWhitespace }.reversed().trimmingPrefix { $0.isWhitespace }.reversed()) }
}

extension Day {
    /// Reads `2026-12-12`, as browsers send it, and `12-12-2026`, as people type it where the browser has no date picker.
    init?(typed text: String) {
        if let day = Day(text) {
            self = day
            return
        }
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 3, parts[2].count == 4 else { return nil }
        func twoDigits(_ part: Substring) -> String { part.count == 1 ? "0\(part)" : String(part) }
        guard let day = Day("\(parts[2])-\(twoDigits(parts[1]))-\(twoDigits(parts[0]))") else { return nil }
        self = day
    }
}
