/// A case as it went: what its story is told from.
public struct CaseStoryFacts: Hashable, Sendable {
    public let dossier: Case
    /// In the order in which they were opened.
    public let followUps: [FollowUp]
    /// Oldest first.
    public let history: [HistoryEntry]
    /// Those that hold.
    public let protections: [Protection]

    public init(dossier: Case, followUps: [FollowUp], history: [HistoryEntry], protections: [Protection] = []) {
        self.dossier = dossier
        self.followUps = followUps
        self.history = history
        self.protections = protections
    }
}
