public struct Retention: Hashable, Sendable {
    /// From the day on which a case was closed, or whom it is about left, if that was later; in days, weeks or months.
    public let caseTerm: Term

    public init(caseTerm: Term) { self.caseTerm = caseTerm }

    /// Five years: the longest of the usual terms for pupils' records. A board may set another.
    public static let standard = Retention(caseTerm: Term(60, .months))

    public func lastDay(of dossier: Case, in directory: Directory) -> Day? {
        dossier.closedAt.map { closedAt in
            let closed = directory.clock.day(of: closedAt)
            return caseTerm.day(from: dossier.leftOn.map { max($0, closed) } ?? closed, in: directory.calendar(of: dossier.school))
        }
    }
}

extension Catalogue {
    /// The last day on which a follow-up that is about no case is kept; nil for ever, and while it is open.
    public func lastDay(of followUp: FollowUp, in directory: Directory) -> Day? {
        guard followUp.caseCode == nil, let end = followUp.end, let term = kind(followUp.kind)?.retention else { return nil }
        return term.day(from: directory.clock.day(of: end.at), in: directory.calendar(of: followUp.school))
    }
}
