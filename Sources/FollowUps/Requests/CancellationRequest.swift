/// A request to end a follow-up that need not be done any more.
public struct CancellationRequest: Hashable, Sendable {
    public typealias Problem = ReasonProblem

    public let followUp: Int64
    public let reason: String

    public init(_ followUp: Int64, reason: String?) throws(InvalidRequest<Problem>) {
        self.reason = try InvalidRequest.checked(reason)
        self.followUp = followUp
    }
}
