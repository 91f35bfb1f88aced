/// What a role lets its holder see of a school on the pages, besides their own follow-ups.
public enum SchoolPermission: String, CaseIterable, Sendable {
    /// The timelines of its cases.
    case cases
    /// What is overdue and what comes, and trainings; of cases only that something is open.
    case school
    case figures
}
