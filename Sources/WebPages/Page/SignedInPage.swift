import FollowUps

/// A page for somebody who is signed in.
public struct SignedInPage: Hashable, Sendable {
    public let visitor: Viewer
    public let content: Content

    public enum Content: Hashable, Sendable {
        case today(TodayPage)
        case followUps(ListPage<FollowUp>)
        case cases(ListPage<CaseSummary>)
        case story(CaseTimeline)
        case figures([SchoolStats])
        case school(SchoolPage)
        case calendar(CalendarPage)
    }

    public init(for visitor: Viewer, _ content: Content) {
        self.visitor = visitor
        self.content = content
    }
}
