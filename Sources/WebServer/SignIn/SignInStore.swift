import FollowUps
import Foundation

/// What signing in needs of the database; secrets go in, and never come out.
public protocol SignInStore: Sendable {
    /// See `Store.requestSignIn`.
    func requestSignIn(of person: PersonID, with secret: Secret, at now: Date) throws -> Bool
    /// Whom a link would sign in. Changes nothing.
    func person(signingInWith secret: Secret, at now: Date) throws -> PersonID?
    /// Uses a link, once.
    func signIn(with secret: Secret, session: Secret, at now: Date) throws -> PersonID?
    func session(_ secret: Secret, at now: Date) throws -> Session?
    func endSession(_ secret: Secret) throws
}

/// All that the pages need of the database.
public typealias PageStore = SignInStore & VisibilityStore & CalendarStore & MetricsStore
