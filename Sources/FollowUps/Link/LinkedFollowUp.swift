/// A follow-up as somebody sees it who came with a link, or is signed in.
public struct LinkedFollowUp: Hashable, Sendable {
    /// In whose name they act.
    public let person: PersonID
    public let followUp: FollowUp
    /// How it can end and what follows; empty once it has ended, and when its kind has left the catalogue.
    public let outlook: [OutcomeOutlook]
    /// Who ended it, when and how; nil while it is open.
    public let ending: HistoryEntry?
    /// What its closing opened.
    public let opened: [FollowUp]
    /// Whether it was closed in a case of its own, and is withdrawn in the one in which it was open (rule 11).
    public let isInOwnCase: Bool

    public init(
        person: PersonID, followUp: FollowUp, outlook: [OutcomeOutlook], ending: HistoryEntry?, opened: [FollowUp], isInOwnCase: Bool = false
    ) {
        self.person = person
        self.followUp = followUp
        self.outlook = outlook
        self.ending = ending
        self.opened = opened
        self.isInOwnCase = isInOwnCase
    }
}
