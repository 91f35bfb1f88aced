import FollowUps

/// The page of a follow-up, behind a link or for whoever is signed in: what a follow-up is about and how it can end, or how it has ended.
public struct FollowUpPage: Hashable, Sendable {
    public let linked: LinkedFollowUp
    /// What was filled in before, with what was wrong with it; empty at first.
    public let form: FollowUpForm
    /// Whether the reader may go on to other pages.
    public let isSignedIn: Bool

    public init(_ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), isSignedIn: Bool = false) {
        self.linked = linked
        self.form = form
        self.isSignedIn = isSignedIn
    }
}
