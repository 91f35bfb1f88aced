public struct Retention: Hashable, Sendable {
    /// From the day on which a case was closed; in days, weeks or months.
    public let caseTerm: Term

    public init(caseTerm: Term) { self.caseTerm = caseTerm }

    /// Five years: the longest of the usual terms for pupils' records. A board may set another.
    public static let standard = Retention(caseTerm: Term(60, .months))

    public func lastDay(of dossier: Case, in directory: Directory) -> Day? {
        dossier.closedAt.map { caseTerm.day(from: directory.clock.day(of: $0), in: directory.calendar(of: dossier.school)) }
    }
}
