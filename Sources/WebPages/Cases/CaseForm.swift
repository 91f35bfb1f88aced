import FollowUps

/// A form on the page of a case, as typed, with the problems found in it. Each button of the page sends one.
public struct CaseForm: Hashable, Sendable {
    public enum Field: String, CaseIterable, Sendable {
        case kind, due, owner, title, reason, role, person, day
    }

    public enum Problem: Hashable, Sendable {
        case noAction
        case missing(Field)
        /// Names something that cannot be chosen here.
        case unknown(Field)
        case text(Field, PersonalDataFilter.Objection)
        /// These words look like a name. Sending them again says that they are none.
        case names(Field, String)
        case badDay
        case due(DueProblem)
        case titleNotAsked
        /// The day on which somebody left.
        case badLeavingDay
        case dateInFuture
        /// The code of the case is none that the configuration still takes.
        case code
        case refused(CaseRefusal)
    }

    public let action: CaseAction?
    public let values: [Field: String]
    /// The words that looked like a name when the form was last sent.
    public let namesSeen: String
    public let problems: [Problem]

    public init(action: CaseAction? = nil, values: [Field: String] = [:], namesSeen: String = "", problems: [Problem] = []) {
        self.action = action
        self.values = values
        self.namesSeen = namesSeen
        self.problems = problems
    }

    public func with(_ problems: [Problem]) -> CaseForm { CaseForm(action: action, values: values, namesSeen: namesSeen, problems: problems) }

    /// What was typed into a field, without the spaces around it; nil when it was left empty.
    func value(_ field: Field) -> String? {
        let text = values[field, default: ""].trimmed
        return text.isEmpty ? nil : text
    }
}

/// Why a case does not allow what somebody asks for, as the database has it.
public enum CaseRefusal: Error, Hashable, Sendable {
    case closed
    case open
    /// One of its kind is open already.
    case openAlready(KindID, Int64)
    /// These kinds should have been completed first, and no reason was given.
    case expected(KindID, [KindID])
    case protected(KindID, Protection)
    case alreadyExcluded(PersonID)
    case notExcluded(PersonID)
    /// Their role keeps it from them.
    case keptFromRole(PersonID)
    case keptFrom(PersonID)
    case takenOver(RoleID, by: RoleID)
    /// These follow-ups are still open.
    case notDone([Int64])
    case alreadyHeld
    case notHeld
    /// The code belongs to another case, of which no more is said.
    case codeInUse(CaseCode)
}

/// What somebody asks for on the page of a case.
public enum CaseChange: Hashable, Sendable {
    case add(OpeningRequest)
    case role(CaseRoleRequest)
    case left(LeavingRequest)
    case exclude(ExclusionRequest)
    case readmit(ReadmissionRequest)
    case hold(HoldRequest)
    case release(ReleaseRequest)
    case close(CaseCode)
    case reopen(CaseReopeningRequest)

    /// As the history has it.
    public var action: HistoryEntry.Action {
        switch self {
        case .add: .opened
        case .role: .caseRole
        case .left: .caseLeft
        case .exclude: .excluded
        case .readmit: .readmitted
        case .hold: .held
        case .release: .released
        case .close: .caseClosed
        case .reopen: .caseReopened
        }
    }
}
