/// A problem of which the operator is told.
public struct Incident: Hashable, Sendable {
    public enum Sort: String, CaseIterable, Sendable {
        case undelivered
        /// A message waits hours after its first attempt, or cannot be written.
        case late
        case unplanned
        /// A step reached nobody at all.
        case unreached
        /// A step reached none of its own audience, and went to the next instead.
        case passedOn = "passed_on"
    }

    public let sort: Sort
    /// A message for `undelivered` and `late`, otherwise a follow-up.
    public let subject: Int64

    public init(_ sort: Sort, _ subject: Int64) {
        self.sort = sort
        self.subject = subject
    }

    public init(_ unreached: UnreachableAudience) { self.init(unreached.instead == nil ? .unreached : .passedOn, unreached.followUp) }
}
