import FollowUps

/// A page for somebody who is signed in.
public struct InsidePage: Hashable, Sendable {
    public let visitor: Visitor
    public let content: Content

    public enum Content: Hashable, Sendable {
        case today(TodayPage)
        case followUps(ListPage<FollowUp>)
        case cases(ListPage<CaseLine>)
        case story(CaseStoryFacts)
        case figures([SchoolFigures])
        case school(SchoolPage)
        case calendar(CalendarPage)
    }

    public init(for visitor: Visitor, _ content: Content) {
        self.visitor = visitor
        self.content = content
    }
}
