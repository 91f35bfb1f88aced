/// How much a message about a case says: the task, or with `discreet` not even that. A kind may be discreet by itself, whatever the installation says.
///
/// The page behind a mail's link says everything: whoever may open it could sign in with the same mailbox.
public enum Detail: String, CaseIterable, Sendable {
    case task, discreet

    /// Whether a message may tell of a follow-up by no more than its number, its case's code and its due moment.
    public func hides(_ followUp: FollowUp, _ kind: Kind?) -> Bool {
        kind?.isDiscreet == true || (self == .discreet && (followUp.caseCode != nil || kind?.scope == .case))
    }
}
