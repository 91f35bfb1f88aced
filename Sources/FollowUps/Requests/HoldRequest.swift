/// A request to keep a case from every purge until it is released.
public struct HoldRequest: Hashable, Sendable {
    public typealias Problem = ReasonProblem

    public let caseCode: CaseCode
    public let reason: String

    public init(_ caseCode: CaseCode, reason: String?) throws(InvalidRequest<Problem>) {
        self.reason = try InvalidRequest.checked(reason)
        self.caseCode = caseCode
    }
}
