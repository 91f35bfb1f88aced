import FollowUps

/// Who looks, and where else they may go.
public struct Viewer: Hashable, Sendable {
    public let person: Person
    public let opensCases: Bool
    public let opensFigures: Bool
    /// Where they may read the stories of cases, but for those that no list shows them.
    private let storySchools: Set<SchoolID>
    private let stories: Set<CaseCode>
    /// The schools of which they may open a page.
    public let schools: Set<SchoolID>

    public init(_ visibility: Visibility) {
        person = visibility.viewer
        opensCases = visibility.mayOpen(.cases)
        opensFigures = visibility.mayOpen(.figures)
        storySchools = Set(visibility.schools(seeing: [.cases]).map(\.id))
        stories = Set(visibility.storiesBesides.map(\.code))
        schools = Set(visibility.schools(seeing: [.school]).map(\.id))
    }

    /// Whether the case of a follow-up that they see is one whose story they may read.
    public func opensTimeline(of followUp: FollowUp) -> Bool {
        followUp.caseCode.map { storySchools.contains(followUp.school) || stories.contains($0) } ?? false
    }
}
