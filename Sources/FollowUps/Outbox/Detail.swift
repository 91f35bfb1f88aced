/// How much a message about a case says: the task, or with `discreet` not even that. The page behind its link says
/// everything: whoever may open it could sign in with the same mailbox.
public enum Detail: String, CaseIterable, Sendable {
    case task, discreet

    /// Whether a message may give no more of a follow-up than its number, case code and due moment.
    public func hides(_ followUp: FollowUp, _ kind: Kind?) -> Bool {
        kind?.isDiscreet == true || (self == .discreet && (followUp.caseCode != nil || kind?.scope == .case))
    }
}
