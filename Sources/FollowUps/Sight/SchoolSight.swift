/// What a role lets its holder see of a school on the pages, beside the follow-ups that are theirs.
public enum SchoolSight: String, CaseIterable, Sendable {
    /// The stories of its cases.
    case cases
    /// What is overdue and what comes, and the trainings of its employees; of cases no more than that something is open.
    case school
    /// Numbers only.
    case figures
}
