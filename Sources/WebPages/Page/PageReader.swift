import FollowUps
import Foundation
import Templates

/// Who reads a page and what they may open, with the configuration and the time from which the page is made.
public struct PageReader: Sendable {
    public let person: Person
    public let opensCases: Bool
    public let opensFigures: Bool
    public let opensAbsences: Bool
    /// Whether they may read all of the history, at some school.
    public let opensHistory: Bool
    public let opensNewCases: Bool
    public let rules: Ruleset
    public let now: Date
    let wording: Phrases
    public let today: Day
    /// The schools where they see the timeline of any case that a list shows them; `timelines` holds those at other schools.
    private let timelineSchools: Set<SchoolID>
    private let timelines: Set<CaseCode>
    private let schools: Set<SchoolID>

    public init(_ visibility: Visibility, rules: Ruleset, at now: Date) {
        person = visibility.viewer
        opensCases = visibility.mayOpen(.cases)
        opensFigures = visibility.mayOpen(.figures)
        opensAbsences = visibility.mayOpen(.absences)
        opensHistory = !visibility.schools(where: .history).isEmpty
        opensNewCases = visibility.mayOpen(.newCase)
        timelineSchools = Set(visibility.schools(seeing: [.cases]).map(\.id))
        timelines = Set(visibility.timelinesBesides.map(\.code))
        schools = Set(visibility.schools(seeing: [.school, .figures]).map(\.id))
        self.rules = rules
        self.now = now
        wording = Phrases(language: visibility.viewer.language, clock: rules.directory.clock)
        today = rules.directory.clock.day(of: now)
    }

    public var catalogues: Catalogues { rules.catalogues }
    public var directory: Directory { rules.directory }
    public var language: Language { person.language }
    /// As where they work says it.
    var words: SectorWords {
        let place = directory.school(of: person)?.id ?? directory.schools.first { $0.roles.values.contains(person.id) }?.id
        return (place.map(catalogues.catalogue(at:)) ?? catalogues.first).words
    }
    /// At the beginning of a line.
    func capitalized(_ word: LocalizedText) -> String { word[language].prefix(1).uppercased() + word[language].dropFirst() }
    /// Nil for whoever is of several schools.
    var ownSchool: String? { directory.school(of: person).map { $0.name.onOneLine } }
    var clock: WallClock { directory.clock }
    var year: Int { today.components.year }
    var phrases: FollowUpPhrases { FollowUpPhrases(catalogues: catalogues, directory: directory, wording: wording) }

    /// Whether they may see the timeline of its case. Ask only for follow-ups that they may see.
    func opensTimeline(of followUp: FollowUp) -> Bool {
        followUp.caseCode.map { timelineSchools.contains(followUp.school) || timelines.contains($0) } ?? false
    }

    /// The schools at which they hold a role, or that are theirs.
    var workplaces: Set<SchoolID> {
        Set(directory.schools.filter { $0.roles.values.contains(person.id) }.map(\.id)).union(directory.school(of: person).map { [$0.id] } ?? [])
    }

    func opensPage(of school: SchoolID) -> Bool { schools.contains(school) }

    /// An owner with who that is now: "intern begeleider (Anna Bos)".
    func holder(of owner: Owner, at school: SchoolID, _ people: CasePeople) -> String {
        switch people.owner(inPlaceOf: owner) {
        case .person(let person): return phrases.name(of: person)
        case .role(let role):
            let filling = directory.role(filling: role, at: school, in: people) ?? role
            guard let holder = directory.holder(of: .role(filling), at: school, in: people) else { return phrases.title(of: filling) }
            return "\(phrases.title(of: filling)) (\(phrases.name(of: holder)))"
        }
    }
}
