import FollowUps
import Foundation

/// Mails somebody the link with which they sign in: at once, past the outbox, for it is of no use later and must not lie in the database.
public protocol SignInMailing: Sendable {
    /// Tries once, and says what to do next; `link` is the whole address.
    func send(_ link: String, to person: Person, at now: Date) async -> SignInMailResult
}

/// What became of mailing a link; without a word about whom it was for.
public enum SignInMailResult: Sendable, Equatable {
    case sent
    /// It may be tried again in a while.
    case notNow
    /// There is no use in trying again.
    case refused
}
