/// A page for somebody who is not signed in yet.
public enum SignInPage: Hashable, Sendable {
    /// Asks for a mail address.
    case form(isAddressMissing: Bool)
    /// Says that a link is under way if the address is known: the same for every address.
    case sent
    /// What a link leads to: a button, because looking at a link may use nothing up.
    case confirmation(name: String, path: String, isUnconfirmed: Bool)
    /// The link has been used, is too old, or never was one.
    case over
}
