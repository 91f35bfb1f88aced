import FollowUps

extension Visibility {
    /// Whether they may open a page and its downloads. For the page of one follow-up, case or school: whether there can be one that they may open.
    public func mayOpen(_ page: Page) -> Bool {
        switch page {
        case .notice, .noticeInside, .link, .signIn, .today, .followUps, .followUp, .calendar, .search, .contacts: true
        // Whoever may change cases has a list of them, also while it is empty.
        case .cases, .timeline:
            !schools(seeing: [.cases]).isEmpty || !timelinesBesides.isEmpty || !schoolsToRestrict.isEmpty || !schools(where: .changeCases).isEmpty
        case .figures, .school: !schools(seeing: [.school, .figures]).isEmpty
        // That of a follow-up is for whoever may read why things were done.
        case .history: true
        case .schoolYear, .trainings: !schools(where: .school).isEmpty
        case .absences: mayRecordAbsences
        case .newCase, .emergency: !schools(where: .openCases).isEmpty
        }
    }

    public func mayOpenPage(of school: SchoolID) -> Bool { !sees(at: school).isDisjoint(with: [.school, .figures]) }
}
