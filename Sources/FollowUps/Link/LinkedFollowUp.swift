public struct LinkedFollowUp: Hashable, Sendable {
    public let person: PersonID
    public let followUp: FollowUp
    /// Empty once it has ended, and when its kind has left the catalogue.
    public let previews: [OutcomePreview]
    public let ending: HistoryEntry?
    public let opened: [FollowUp]
    /// Whether it was closed in an own case, and withdrawn in the case in which it was open.
    public let isInOwnCase: Bool

    public init(
        person: PersonID, followUp: FollowUp, previews: [OutcomePreview], ending: HistoryEntry?, opened: [FollowUp], isInOwnCase: Bool = false
    ) {
        self.person = person
        self.followUp = followUp
        self.previews = previews
        self.ending = ending
        self.opened = opened
        self.isInOwnCase = isInOwnCase
    }
}
