import FollowUps

/// Rows of one list, for a download.
public enum TableRows: Hashable, Sendable {
    case followUps([FollowUp])
    case school([RedactedFollowUp])
    case cases([CaseSummary])
    case figures([SchoolStats])
}
