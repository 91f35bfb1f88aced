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

/// A request to let a held case be purged again.
public struct ReleaseRequest: Hashable, Sendable {
    public typealias Problem = ReasonProblem

    public let caseCode: CaseCode
    public let reason: String?

    public init(_ caseCode: CaseCode, reason: String? = nil) throws(InvalidRequest<Problem>) {
        if reason != nil { _ = try InvalidRequest.checked(reason) }
        self.reason = reason
        self.caseCode = caseCode
    }
}
