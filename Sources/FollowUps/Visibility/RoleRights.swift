/// What a role lets its holder see of a school on the pages, besides their own follow-ups: `sees` of a role.
public enum SchoolPermission: String, CaseIterable, Sendable {
    /// The timelines of its cases.
    case cases
    /// What is overdue and what comes, and trainings; of cases only that something is open.
    case school
    case figures
}

/// What a role lets its holder do at a school, besides their own follow-ups: `may` of a role.
public enum RoleRight: String, CaseIterable, Sendable {
    case openCases = "open-cases"
    /// Add, change and end anything in the cases whose timeline they may read.
    case changeCases = "change-cases"
    /// Give a follow-up that they may read to somebody else.
    case assign
    /// Keep a case from somebody, let them in again, and keep it from being purged.
    case restrictCases = "restrict-cases"
    /// Say for anybody of the school that they are away, and who stands in.
    case absences
    /// Ask owners again, and start the school year.
    case school
    /// Read all of the history.
    case history
}

extension Role {
    /// Unless the catalogue says so, what follows from `sees`. Whoever has any part in a school may report a worry.
    static func rights(seeing permission: SchoolPermission?) -> Set<RoleRight> {
        switch permission {
        case .cases: [.openCases, .changeCases, .assign, .restrictCases, .absences]
        case .school: [.openCases, .assign, .restrictCases, .absences, .school]
        case .figures: [.openCases, .changeCases, .restrictCases]
        case nil: [.openCases]
        }
    }
}
