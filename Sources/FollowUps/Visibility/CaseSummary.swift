public struct CaseSummary: Hashable, Sendable {
    public let dossier: Case
    /// Nil for whoever may know of the case and not read its timeline.
    public let open: Int?
    public let nextDue: Due?

    public init(dossier: Case, open: Int?, nextDue: Due?) {
        self.dossier = dossier
        self.open = open
        self.nextDue = nextDue
    }
}
