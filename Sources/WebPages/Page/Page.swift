/// A page of the web front: what it says, without how it looks.
public enum Page: Hashable, Sendable {
    case notice(PageNotice)
    case followUp(FollowUpPage)
    case signIn(SignInPage)
    case inside(SignedInPage)
}
