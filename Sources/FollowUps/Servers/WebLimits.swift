/// How much the pages take (`[web.limits]`).
public struct WebLimits: Hashable, Sendable {
    /// Requests a minute from one address, of whoever is not signed in.
    public let signedOut: Int
    /// Requests a minute of one session.
    public let signedIn: Int
    /// Mails with a sign-in link to one person for as long as such a link works: more would mean that somebody else fills their mailbox.
    public let signInMails: Int

    public init(signedOut: Int = 60, signedIn: Int = 300, signInMails: Int = 5) {
        self.signedOut = signedOut
        self.signedIn = signedIn
        self.signInMails = signInMails
    }
}
