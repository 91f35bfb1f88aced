import FollowUps
import Foundation

/// What signing in needs of the database, which keeps only hashes of secrets.
public protocol SignInStore: Sendable {
    /// Notes a link that is about to be mailed; false, and nothing noted, when the person has as many as they may.
    func requestSignIn(of person: PersonID, with secret: Secret, atMost most: Int, at now: Date) async throws -> Bool
    /// Changes nothing.
    func person(signingInWith secret: Secret, at now: Date) async throws -> PersonID?
    /// Uses the link up and begins a session; nil when the link is no longer good.
    func signIn(with secret: Secret, session: Secret, at now: Date) async throws -> PersonID?
    func beginSession(_ session: Secret, of person: PersonID, by method: SignInMethod, at now: Date) async throws
    func session(_ secret: Secret, at now: Date) async throws -> Session?
    func endSession(_ secret: Secret) async throws
}

/// What the pages need of the database.
public struct PageStores: Sendable {
    let sessions: any SignInStore
    let visibility: any VisibilityStore
    let calendars: any CalendarStore
    let metrics: any MetricsStore
    let cases: any CaseActions
    let absences: any AbsenceStore
    let schools: any SchoolActions
    let readings: any ReadingStore
    let history: any HistoryStore

    public init(
        sessions: any SignInStore, visibility: any VisibilityStore, calendars: any CalendarStore, metrics: any MetricsStore,
        cases: any CaseActions, absences: any AbsenceStore, schools: any SchoolActions, readings: any ReadingStore,
        history: any HistoryStore
    ) {
        self.sessions = sessions
        self.visibility = visibility
        self.calendars = calendars
        self.metrics = metrics
        self.cases = cases
        self.absences = absences
        self.schools = schools
        self.readings = readings
        self.history = history
    }
}
