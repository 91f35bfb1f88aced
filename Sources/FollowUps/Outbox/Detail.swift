/// How much a mail about a case says: the task, or with `discreet` not even that.
public enum Detail: String, CaseIterable, Sendable {
    case task, discreet
}
