/// A case as one person may see it on its page.
public struct CaseView: Hashable, Sendable {
    public let dossier: Case
    public let permission: CasePermission
    /// Nil for whoever may not read it.
    public let timeline: CaseTimeline?
    public let warnings: CaseWarnings
    /// The latest change of the case that they made themselves, of the sort that was asked for.
    public let done: HistoryEntry?

    public init(dossier: Case, permission: CasePermission, timeline: CaseTimeline?, warnings: CaseWarnings = .none, done: HistoryEntry? = nil) {
        self.dossier = dossier
        self.permission = permission
        self.timeline = timeline
        self.warnings = warnings
        self.done = done
    }
}

/// What somebody has to know who changes the people of a case.
public struct CaseWarnings: Hashable, Sendable {
    /// The open follow-ups of which nobody can be reminded now.
    public let unreachable: [Int64]
    /// Who looks after the case and holds a role from which it is kept, with that role.
    public let keepers: [PersonID: RoleID]

    public static let none = CaseWarnings(unreachable: [], keepers: [:])

    public init(unreachable: [Int64], keepers: [PersonID: RoleID]) {
        self.unreachable = unreachable
        self.keepers = keepers
    }
}
