/// What is wrong with a request about who hears of a case.
public enum CaseAccessProblem: Hashable, Sendable {
    case unknown(UnknownName)
    case reason(TextProblem)
}

/// A request to keep everything of a case from somebody.
public struct ExclusionRequest: Hashable, Sendable {
    public let person: PersonID
    public let caseCode: CaseCode
}

extension ExclusionRequest {
    public init(_ person: PersonID, from caseCode: CaseCode, rules: Ruleset) throws(InvalidRequest<CaseAccessProblem>) {
        try InvalidRequest.check(rules.unknown([person]).map(CaseAccessProblem.unknown))
        self.init(person: person, caseCode: caseCode)
    }
}

/// A request to let somebody hear of a case again who was excluded from it.
public struct ReadmissionRequest: Hashable, Sendable {
    public let person: PersonID
    public let caseCode: CaseCode
    public let reason: String
}

extension ReadmissionRequest {
    /// Throws every problem at once.
    public init(_ person: PersonID, to caseCode: CaseCode, reason: String?, rules: Ruleset) throws(InvalidRequest<CaseAccessProblem>) {
        var problems = rules.unknown([person]).map(CaseAccessProblem.unknown)
        if let problem = PersonalDataFilter.problem(in: reason, isRequired: true) { problems.append(.reason(problem)) }
        guard problems.isEmpty, let reason else { throw InvalidRequest(problems: problems) }
        self.init(person: person, caseCode: caseCode, reason: reason)
    }
}

/// A request to let somebody hold a role in one case only.
public struct CaseRoleRequest: Hashable, Sendable {
    public let role: RoleID
    public let caseCode: CaseCode
    /// Nil for whoever holds it at the school.
    public let person: PersonID?
}

extension CaseRoleRequest {
    /// Throws every problem at once.
    public init(
        _ role: RoleID, in caseCode: CaseCode, to person: PersonID?, rules: Ruleset
    ) throws(InvalidRequest<CaseAccessProblem>) {
        let roles: [UnknownName] = rules.catalogues.role(role) == nil ? [.role(role)] : []
        try InvalidRequest.check((roles + rules.unknown(person.map { [$0] } ?? [])).map(CaseAccessProblem.unknown))
        self.init(role: role, caseCode: caseCode, person: person)
    }
}
