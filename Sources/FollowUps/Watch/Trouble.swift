/// Something that did not go as it should, of which the operator is told.
public struct Trouble: Hashable, Sendable {
    public enum Sort: String, CaseIterable, Sendable {
        /// A message was given up.
        case undelivered
        /// A message still waits hours after it was tried first, or cannot even be written.
        case late
        /// A follow-up cannot be read, and so not be planned.
        case unplanned
        /// A step of a follow-up reached nobody at all.
        case unreached
        /// A step reached none of those whose turn it was, and went to the next rung instead.
        case passedOn = "passed_on"
    }

    public let sort: Sort
    /// The number of a message where it was given up or is late, else of a follow-up.
    public let subject: Int64

    public init(_ sort: Sort, _ subject: Int64) {
        self.sort = sort
        self.subject = subject
    }

    /// What planning met.
    public init(_ unreached: Unreached) { self.init(unreached.instead == nil ? .unreached : .passedOn, unreached.followUp) }
}
