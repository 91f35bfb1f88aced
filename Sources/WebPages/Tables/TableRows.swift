import FollowUps

/// A part of a list of a page, to download.
public enum TableRows: Hashable, Sendable {
    case followUps([FollowUp])
    case school([RedactedFollowUp])
    case cases([CaseSummary])
    case figures([SchoolStats])
}
