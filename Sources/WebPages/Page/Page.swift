/// Every page; the raw value is the name of its template.
public enum Page: String, CaseIterable, Sendable {
    case notice
    /// The same for whoever is signed in, with the navigation.
    case noticeInside = "notice-inside"
    case followUp = "follow-up"
    /// A follow-up behind the link of a mail.
    case link
    case signIn = "sign-in"
    case today
    case followUps = "follow-ups"
    case cases
    case timeline = "story"
    case newCase = "new-case"
    case emergency
    case figures
    case school
    case calendar
    case absences
    case schoolYear = "school-year"
    case trainings
    case search
    case contacts
    case history

    var model: any PageModel.Type {
        switch self {
        case .notice: NoticePage.self
        case .noticeInside: SignedInNoticePage.self
        case .followUp: FollowUpPage.self
        case .link: LinkPage.self
        case .signIn: SignInPage.self
        case .today: TodayPage.self
        case .followUps: FollowUpsPage.self
        case .cases: CasesPage.self
        case .timeline: TimelinePage.self
        case .newCase: NewCasePage.self
        case .emergency: EmergencyPage.self
        case .figures: FiguresPage.self
        case .school: SchoolPage.self
        case .calendar: CalendarPage.self
        case .absences: AbsencesPage.self
        case .schoolYear: SchoolYearPage.self
        case .trainings: TrainingsPage.self
        case .search: SearchPage.self
        case .contacts: ContactsPage.self
        case .history: HistoryPage.self
        }
    }

    /// The entry of the navigation that is marked while this page is open.
    var section: Page {
        switch self {
        case .followUp: .followUps
        case .timeline, .newCase: .cases
        case .school, .schoolYear, .trainings: .figures
        default: self
        }
    }
}
