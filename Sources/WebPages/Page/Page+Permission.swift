import FollowUps

extension Visibility {
    /// Whether somebody may open a page, and its downloads; of the page of one follow-up, case or school, whether there may be any that they can open.
    /// Whoever may not is told no more than that there is no such page.
    public func mayOpen(_ page: Page) -> Bool {
        switch page {
        case .notice, .signIn, .today, .followUps, .followUp, .calendar: true
        case .cases, .story: !schools(seeing: [.cases]).isEmpty || !storiesBesides.isEmpty
        case .figures: !schools(seeing: [.school, .figures]).isEmpty
        case .school: !schools(seeing: [.school]).isEmpty
        }
    }

    /// Whether they may open the page of one school.
    public func mayOpenPage(of school: SchoolID) -> Bool { sees(at: school).contains(.school) }
}
