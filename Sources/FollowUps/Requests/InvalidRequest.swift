/// All problems of a request, in the order of its fields. Callers translate them into their own words.
public struct InvalidRequest<Problem: Hashable & Sendable>: Error, Hashable {
    public let problems: [Problem]

    static func check(_ problems: [Problem]) throws(InvalidRequest<Problem>) {
        if !problems.isEmpty { throw InvalidRequest(problems: problems) }
    }
}

public enum TextProblem: Hashable, Sendable {
    case missing
    /// Given, but only white space.
    case blank
    case objection(PersonalDataFilter.Objection)
}

/// Something that a request names and the files do not have.
public enum UnknownName: Hashable, Sendable {
    case kind(KindID)
    case school(SchoolID)
    case person(PersonID)
    case role(RoleID)
    case owner(Owner)
}

extension Ruleset {
    /// The people whom the directory does not have, in order.
    func unknown(_ people: some Sequence<PersonID>) -> [UnknownName] {
        people.filter { directory.person($0) == nil }.sorted().map(UnknownName.person)
    }

    /// An owner whom the files do not have, or nil.
    func unknown(_ owner: Owner) -> UnknownName? {
        switch owner {
        case .role(let role): catalogues.role(role) == nil ? .owner(owner) : nil
        case .person(let person): directory.person(person) == nil ? .owner(owner) : nil
        }
    }
}

extension InvalidRequest<UnknownName> {
    /// Throws when the files do not have an owner.
    static func check(_ owner: Owner, _ rules: Ruleset) throws(Self) { try check(rules.unknown(owner).map { [$0] } ?? []) }
}

/// The problem of a request in which only the reason can be wrong.
public enum ReasonProblem: Hashable, Sendable {
    case reason(TextProblem)
}

extension InvalidRequest<ReasonProblem> {
    /// A reason that has to be given.
    static func checked(_ reason: String?) throws(Self) -> String {
        guard let reason else { throw InvalidRequest(problems: [.reason(.missing)]) }
        try check(PersonalDataFilter.problem(in: reason).map { [.reason($0)] } ?? [])
        return reason
    }
}

extension PersonalDataFilter {
    /// No text at all is a problem only where one is required.
    static func problem(in text: String?, isRequired: Bool = false) -> TextProblem? {
        guard let text else { return isRequired ? .missing : nil }
        if text.allSatisfy(\.isWhitespace) { return .blank }
        return objection(to: text).map(TextProblem.objection)
    }
}
