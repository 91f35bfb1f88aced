/// A request to give a follow-up another owner.
public struct AssignmentRequest: Hashable, Sendable {
    public let followUp: Int64
    public let owner: Owner
}

extension AssignmentRequest {
    public init(_ followUp: Int64, to owner: Owner, rules: Ruleset) throws(InvalidRequest<UnknownName>) {
        try InvalidRequest.check(owner, rules)
        self.init(followUp: followUp, owner: owner)
    }
}

/// A request to give all that an owner has open by name to another owner.
public struct BulkAssignmentRequest: Hashable, Sendable {
    /// May have left the files: that is when somebody else has to take over.
    public let former: Owner
    public let owner: Owner
}

extension BulkAssignmentRequest {
    public init(of former: Owner, to owner: Owner, rules: Ruleset) throws(InvalidRequest<UnknownName>) {
        try InvalidRequest.check(owner, rules)
        self.init(former: former, owner: owner)
    }
}
