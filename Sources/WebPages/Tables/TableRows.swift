import FollowUps

public enum TableRows: Hashable, Sendable {
    case followUps([FollowUp])
    case school([RedactedFollowUp])
    case cases([CaseSummary])
    case figures([SchoolStats])
}
