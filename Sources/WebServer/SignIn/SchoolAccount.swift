import FollowUps
import Foundation

/// Signs people in with the school's account.
public protocol SchoolAccountSignIn: Sendable {
    /// - Parameter next: where they go when they have signed in.
    func begin(next: String, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountStart
    /// What the account says of whoever comes back. Each attempt is answered once.
    func finish(_ answer: SchoolAccountAnswer, sealedAttempt: String?, at now: Date) async throws(SchoolAccountProblem) -> SchoolAccountIdentity
    /// Where a browser goes to sign out there as well; nil when it cannot.
    func signOutAddress(returningTo address: String, hint: String?) async -> String?
}

public struct SchoolAccount: Sendable {
    let signIn: any SchoolAccountSignIn
    /// How people are found by their account.
    let claim: AccountClaim

    /// Where the provider sends browsers back to; whoever administers it writes it down there.
    public static let callbackPath = "/sign-in/school/callback"

    public init(signIn: any SchoolAccountSignIn, claim: AccountClaim) {
        self.signIn = signIn
        self.claim = claim
    }
}

/// A page of ours that somebody wanted before they had signed in. Anything else becomes the page of today: an address that another site chose must not
/// lead away from here.
struct ReturnPath: Hashable, Sendable {
    static let longest = 1000

    let text: String

    init(_ wanted: String?) {
        guard let wanted, wanted.utf8.count <= Self.longest, wanted.hasPrefix("/"), !wanted.hasPrefix("//"), !wanted.hasPrefix("/sign-"),
            wanted.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\\\"<>^`{|}".utf8.contains($0) })
        else {
            text = "/"
            return
        }
        text = wanted
    }

    /// Whether it says more than that nothing was wanted.
    var isPlain: Bool { text == "/" }
}
