/// How much a message about a case says: the task, or with `discreet` not even that. Its page says everything, because
/// whoever may open it could sign in with the same mailbox.
public enum PrivacyLevel: String, CaseIterable, Sendable {
    case task, discreet

    public func hides(_ followUp: FollowUp, _ kind: Kind?) -> Bool {
        kind?.isDiscreet == true || (self == .discreet && (followUp.caseCode != nil || kind?.scope == .case))
    }
}
