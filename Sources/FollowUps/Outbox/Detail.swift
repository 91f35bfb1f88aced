/// How much a mail about a case says: the task, or with `discreet` not even that. The page behind its link says no more.
public enum Detail: String, CaseIterable, Sendable {
    case task, discreet

    /// Whether a follow-up may be told of by no more than its number, its case's code and its due moment.
    public func hides(_ followUp: FollowUp, _ kind: Kind?) -> Bool { self == .discreet && (followUp.caseCode != nil || kind?.scope == .case) }
}
