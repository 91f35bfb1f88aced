/// The page behind a link: what a follow-up is about and how it can end, or how it has ended.
public struct FollowUpPage: Hashable, Sendable {
    public let linked: LinkedFollowUp
    /// What was filled in before, with what was wrong with it; empty at first.
    public let form: FollowUpForm

    public init(_ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm()) {
        self.linked = linked
        self.form = form
    }
}
