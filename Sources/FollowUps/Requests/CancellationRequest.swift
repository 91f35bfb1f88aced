/// A request to end a follow-up that need not be done any more.
public struct CancellationRequest: Hashable, Sendable {
    public enum Problem: Hashable, Sendable {
        case reason(TextProblem)
    }

    public let followUp: Int64
    public let reason: String

    public init(_ followUp: Int64, reason: String?) throws(InvalidRequest<Problem>) {
        let problem = PrivateText.problem(in: reason, isRequired: true)
        guard problem == nil, let reason else { throw InvalidRequest(problems: [.reason(problem ?? .missing)]) }
        self.followUp = followUp
        self.reason = reason
    }
}
