/// An open case as a list of cases shows it.
public struct CaseLine: Hashable, Sendable {
    public let dossier: Case
    /// How many of its follow-ups are open, and the earliest due moment among them.
    public let open: Int
    public let nextDue: Due?

    public init(dossier: Case, open: Int, nextDue: Due?) {
        self.dossier = dossier
        self.open = open
        self.nextDue = nextDue
    }
}
