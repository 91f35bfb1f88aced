import FollowUps
import Foundation
import WebPages

/// What the pages read of the database; none of it changes anything.
public protocol SightStore: Sendable {
    func sight(of person: PersonID, rules: Rules, at now: Date) throws -> Sight?
    func followUps(in sight: Sight, after place: ListPlace?, overdueAt before: Date?, limit: Int) throws -> [FollowUp]
    func followUps(
        at school: SchoolID, in sight: Sight, trainings: Bool, after place: ListPlace?, overdueAt before: Date?, limit: Int
    ) throws -> [FollowUp]
    func caseLines(in sight: Sight, after code: CaseCode?, limit: Int) throws -> [CaseLine]
    func story(of code: CaseCode, in sight: Sight, by catalogue: Catalogue) throws -> CaseStoryFacts?
    func lastChange() throws -> Int64
    func state(of school: SchoolID, without cases: Set<CaseCode>, at now: Date, _ clock: WallClock) throws -> SchoolState
}
