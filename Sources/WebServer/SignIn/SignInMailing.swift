import FollowUps
import Foundation

/// Mails a sign-in link directly: the outbox would store the secret, and a late link is of no use.
public protocol SignInMailing: Sendable {
    /// Tries once. `link` is the full URL.
    func send(_ link: String, to person: Person, at now: Date) async -> SignInMailResult
}

public enum SignInMailResult: Sendable, Equatable {
    case sent
    case notNow
    case refused
}
