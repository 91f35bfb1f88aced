/// Everything that is wrong with what somebody asked for, in the order of the fields; never empty.
///
/// A screen translates each problem into its own words.
public struct InvalidRequest<Problem: Hashable & Sendable>: Error, Hashable {
    public let problems: [Problem]

    /// Throws when there are problems.
    static func check(_ problems: [Problem]) throws(InvalidRequest<Problem>) {
        if !problems.isEmpty { throw InvalidRequest(problems: problems) }
    }
}

/// What is wrong with a note, reason or title.
public enum TextProblem: Hashable, Sendable {
    /// It was not given where it has to be.
    case missing
    /// It was given, with nothing in it.
    case blank
    case objection(PrivateText.Objection)
}

/// What is wrong with a request of which only the reason can be wrong.
public enum ReasonProblem: Hashable, Sendable {
    case reason(TextProblem)
}

extension InvalidRequest<ReasonProblem> {
    /// A reason that has to be given.
    static func checked(_ reason: String?) throws(Self) -> String {
        guard let reason else { throw InvalidRequest(problems: [.reason(.missing)]) }
        try check(PrivateText.problem(in: reason).map { [.reason($0)] } ?? [])
        return reason
    }
}

extension PrivateText {
    /// What is wrong with a text that somebody typed, or nil; `nil` text is a problem only where one is required.
    static func problem(in text: String?, isRequired: Bool = false) -> TextProblem? {
        guard let text else { return isRequired ? .missing : nil }
        if text.allSatisfy(\.isWhitespace) { return .blank }
        return objection(to: text).map(TextProblem.objection)
    }
}
