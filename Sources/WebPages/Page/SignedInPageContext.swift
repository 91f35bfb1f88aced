import FollowUps
import Templates

/// A page for somebody who is signed in: the frame, and around it who they are and where else they may go.
protocol SignedInPageContext: FramedContext {
    var visitor: Viewer { get }
    static var place: NavigationItem { get }
}

/// Which of the pages it is, so that the way to it is marked.
enum NavigationItem {
    case today, followUps, cases, schools, calendar
}

extension TemplateFields where Root: SignedInPageContext {
    /// The words of a page inside: those of every page, those of the way to the others, and its own.
    init(inside words: [Word<Root>]) {
        self.init(
            page: [
                .text("visitor") { $0.visitor.person.name.onOneLine }, .flag("opens_cases") { $0.visitor.opensCases },
                .flag("opens_schools") { $0.visitor.opensFigures }, .flag("at_today") { _ in Root.place == .today },
                .flag("at_follow_ups") { _ in Root.place == .followUps }, .flag("at_cases") { _ in Root.place == .cases },
                .flag("at_schools") { _ in Root.place == .schools }, .flag("at_calendar") { _ in Root.place == .calendar },
            ] + words)
    }
}
