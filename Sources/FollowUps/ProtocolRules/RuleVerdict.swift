/// Whether a rule holds for every case that can come about.
public struct RuleVerdict: Hashable, Sendable {
    public enum Result: Hashable, Sendable {
        case holds
        /// The shortest story that breaks it, and what is wrong at its end.
        case broken([CaseStoryLine], String)
        /// It is about the catalogue alone, not about what happens in a case.
        case contradicted([String])
        /// What has not been seen.
        case undecided(String)
    }

    public let rule: ProtocolRule
    public let result: Result
    /// How many states of cases were looked at.
    public let states: Int

    public var holds: Bool { result == .holds }
}
