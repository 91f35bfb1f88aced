/// A request to strike out free text that holds what it should not.
public struct StrikeRequest: Hashable, Sendable {
    public typealias Problem = ReasonProblem

    public let strike: Strike
    public let reason: String

    public init(_ strike: Strike, reason: String?) throws(InvalidRequest<Problem>) {
        self.reason = try InvalidRequest.checked(reason)
        self.strike = strike
    }
}
