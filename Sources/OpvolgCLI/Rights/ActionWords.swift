import FollowUps

extension FollowUpAction {
    /// Behind `yours to`.
    var inWords: String {
        switch self {
        case .note: "add a note to"
        case .strike: "strike anything out of"
        case .reopen: "open again"
        case .close, .snooze, .resume, .reschedule, .assign, .cancel: rawValue
        }
    }
}

extension CaseAction {
    /// Behind `yours to`.
    var inWords: String {
        switch self {
        case .add: "open a follow-up"
        case .role: "say who holds a role"
        case .left: "say that the pupil has left"
        case .exclude: "keep it from somebody"
        case .readmit: "let somebody in again"
        case .hold, .release: "say whether it is held"
        case .close: "close it"
        case .reopen: "open it again"
        }
    }
}

extension RoleRight {
    /// Behind `you may not`.
    var inWords: String {
        switch self {
        case .openCases: "open a case"
        case .changeCases: "change cases"
        case .assign: "give a follow-up to somebody else"
        case .restrictCases: "keep a case from somebody"
        case .absences: "say who is away"
        case .school: "start the school year"
        case .history: "read all of the history"
        }
    }
}
