/// What the timeline of a case is made from.
public struct CaseTimeline: Hashable, Sendable {
    public let dossier: Case
    public let followUps: [FollowUp]
    /// Oldest first.
    public let history: [HistoryEntry]
    public let protections: [Protection]

    public init(dossier: Case, followUps: [FollowUp], history: [HistoryEntry], protections: [Protection] = []) {
        self.dossier = dossier
        self.followUps = followUps
        self.history = history
        self.protections = protections
    }
}
