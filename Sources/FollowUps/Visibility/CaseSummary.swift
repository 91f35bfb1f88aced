public struct CaseSummary: Hashable, Sendable {
    public let dossier: Case
    public let open: Int
    public let nextDue: Due?

    public init(dossier: Case, open: Int, nextDue: Due?) {
        self.dossier = dossier
        self.open = open
        self.nextDue = nextDue
    }
}
