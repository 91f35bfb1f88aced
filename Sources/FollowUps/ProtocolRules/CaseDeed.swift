/// One thing that somebody does in a case.
public enum CaseDeed: Hashable, Sendable, CustomStringConvertible {
    /// The case begins with it, opened by hand.
    case begins(KindID)
    /// It begins as an own case: this was answered in a case with other work.
    case beginsApart(KindID, [OutcomeID])
    case opens(KindID)
    case answers(KindID, [OutcomeID])
    /// The case is closed by hand (`opvolg case close`).
    case closes

    public var description: String {
        switch self {
        case .begins(let kind): "the case begins with \(kind)"
        case .beginsApart(let kind, let outcomes): "\(kind) → \(Self.text(outcomes)), in a case with other work; a case of its own begins"
        case .opens(let kind): "somebody opens \(kind) by hand"
        case .answers(let kind, let outcomes): "\(kind) → \(Self.text(outcomes))"
        case .closes: "somebody closes the case by hand"
        }
    }

    private static func text(_ outcomes: [OutcomeID]) -> String { outcomes.map(\.rawValue).joined(separator: " + ") }
}

/// What follows from a deed.
public enum CaseHappening: Hashable, Sendable, CustomStringConvertible {
    /// With the term that the outcome gives, or its own.
    case opened(KindID, Term?)
    /// It should follow and is open already; the earlier day counts.
    case kept(KindID, Term?)
    case withdrawn(KindID)
    /// What was answered goes on in an own case.
    case movedApart(KindID)
    case closed

    public var description: String {
        switch self {
        case .opened(let kind, let term): "opens \(kind)\(term.map { " in \($0)" } ?? "")"
        case .kept(let kind, _): "\(kind) stays open"
        case .withdrawn(let kind): "withdraws \(kind)"
        case .movedApart(let kind): "\(kind) goes on in a case of its own"
        case .closed: "the case is closed"
        }
    }
}

/// A line of a story.
public struct CaseStoryLine: Hashable, Sendable, CustomStringConvertible {
    public let deed: CaseDeed
    public let happenings: [CaseHappening]

    public var description: String { ([deed.description] + happenings.map(\.description)).joined(separator: "; ") }
}
