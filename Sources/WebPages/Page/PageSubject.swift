import FollowUps

/// What a page shows; its download shows the same.
public enum PageSubject: Hashable, Sendable {
    /// What is theirs and presses: the daily view.
    case today
    /// All that is theirs.
    case followUps
    /// Their calendar's private address.
    case calendar
    case cases
    case story(Case)
    /// Numbers of schools.
    case figures
    /// What is overdue, what comes, and the trainings of one school.
    case school(SchoolID)
}

extension Visibility {
    /// Whether somebody may open a page. Whoever may not is told no more than that there is no such page.
    public func mayOpen(_ page: PageSubject) -> Bool {
        switch page {
        case .today, .followUps, .calendar: true
        case .cases: !schools(seeing: [.cases]).isEmpty || !storiesBesides.isEmpty
        case .story(let dossier): seesTimeline(of: dossier)
        case .figures: !schools(seeing: [.school, .figures]).isEmpty
        case .school(let school): sees(at: school).contains(.school)
        }
    }
}
