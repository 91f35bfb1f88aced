import FollowUps
import Foundation
import Synchronization
import WebPages

@testable import WebServer

/// A database in which nothing is open, and nobody is signed in unless a test says who.
struct EmptyStore: SignInStore, VisibilityStore, CalendarStore, MetricsStore {
    /// Whose session every secret is.
    var viewer: PersonID?
    /// The only case.
    var dossier: Case?
    var method = SignInMethod.link
    let begun = BegunSessions()

    func requestSignIn(of person: PersonID, with secret: Secret, atMost most: Int, at now: Date) -> Bool { false }
    func person(signingInWith secret: Secret, at now: Date) -> PersonID? { nil }
    func signIn(with secret: Secret, session: Secret, at now: Date) -> PersonID? { nil }
    func beginSession(_ session: Secret, of person: PersonID, by method: SignInMethod, at now: Date) { begun.add("\(person) \(method.rawValue)") }
    func session(_ secret: Secret, at now: Date) -> Session? { viewer.map { Session(id: 1, person: $0, since: now, method: method) } }
    func endSession(_ secret: Secret) {}
    func visibility(of person: PersonID, rules: Ruleset, at now: Date) -> Visibility? {
        Visibility(of: person, rules: rules, on: rules.directory.clock.day(of: now))
    }
    func followUps(in visibility: Visibility, after place: ListCursor?, overdueAt before: Date?, limit: Int) -> [FollowUp] { [] }
    func followUps(in visibility: Visibility, matching search: FollowUpSearch, by catalogues: Catalogues, places: Range<Int>) -> (
        rows: [FollowUp], total: Int
    ) { ([], 0) }
    func followUps(
        at school: SchoolID, in visibility: Visibility, trainings: Bool, after place: ListCursor?, overdueAt before: Date?, limit: Int
    ) -> [FollowUp] { [] }
    func caseLines(
        in visibility: Visibility, matching search: CaseSearch, after code: CaseCode?, skipping skipped: Int, limit: Int
    ) -> [CaseSummary] { [] }
    func caseCount(in visibility: Visibility, matching search: CaseSearch) -> Int { 0 }
    func caseView(_ code: CaseCode, in visibility: Visibility, done action: HistoryEntry.Action?, rules: Ruleset, at now: Date) -> CaseView? {
        guard let dossier, dossier.code == code, let permission = visibility.permission(in: dossier) else { return nil }
        return CaseView(dossier: dossier, permission: permission, timeline: nil)
    }
    func timeline(of code: CaseCode, in visibility: Visibility, by rules: Ruleset) -> CaseTimeline? { nil }
    func lastChange() -> Int64 { 0 }
    func state(of school: SchoolID, without cases: Set<CaseCode>, at now: Date, _ clock: WallClock) -> SchoolState {
        SchoolState(
            figures: SchoolStats(school: school, open: 0, overdue: [:], openCases: 0, trainingsOverdue: 0), weeks: [], holds: now..<now)
    }
    func setCalendarFeed(of person: PersonID, to secret: Secret, by actor: String, at now: Date) {}
    func revokeCalendarFeed(of person: PersonID, by actor: String, at now: Date) -> Bool { false }
    func person(withCalendar secret: Secret) -> PersonID? { nil }
    func calendarFeedMade(for person: PersonID) -> Date? { nil }
    func casesKeptFromRoles(by rules: Ruleset) throws -> Set<CaseCode> { [] }
    func serviceMetrics(_ schools: [SchoolStats], at now: Date) -> ServiceMetrics {
        ServiceMetrics(schools: schools, queued: 0, failed: 0, oldestUnsent: nil, lastPass: nil, lastPassTook: nil)
    }
}

/// Who has signed in, and how.
final class BegunSessions: Sendable {
    private let kept = Mutex<[String]>([])
    var all: [String] { kept.withLock { $0 } }
    func add(_ session: String) { kept.withLock { $0.append(session) } }
}

/// Mails nothing.
struct NoMail: SignInMailing {
    func send(_ link: String, to person: Person, at now: Date) async -> SignInMailResult { .refused }
}
