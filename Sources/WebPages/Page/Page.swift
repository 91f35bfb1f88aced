/// The pages that there are, by the name of their template.
public enum Page: String, CaseIterable, Sendable {
    /// Why there is nothing else to see.
    case notice
    case followUp = "follow-up"
    case signIn = "sign-in"
    /// What is theirs and presses.
    case today
    /// All that is theirs.
    case followUps = "follow-ups"
    case cases
    /// How one case went.
    case story
    /// Schools in numbers.
    case figures
    /// How one school stands.
    case school
    case calendar

    /// What its template is filled from.
    var model: any PageModel.Type {
        switch self {
        case .notice: NoticePage.self
        case .followUp: FollowUpPage.self
        case .signIn: SignInPage.self
        case .today: TodayPage.self
        case .followUps: FollowUpsPage.self
        case .cases: CasesPage.self
        case .story: StoryPage.self
        case .figures: FiguresPage.self
        case .school: SchoolPage.self
        case .calendar: CalendarPage.self
        }
    }

    /// The page of the navigation under which it falls.
    var section: Page {
        switch self {
        case .followUp: .followUps
        case .story: .cases
        case .school: .figures
        default: self
        }
    }
}
