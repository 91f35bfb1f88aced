import FollowUps
import Foundation
import WebPages

/// Nothing here changes the database.
public protocol VisibilityStore: SchoolStateStore {
    func visibility(of person: PersonID, rules: Ruleset, at now: Date) async throws -> Visibility?
    func followUps(in visibility: Visibility, after place: ListCursor?, overdueAt before: Date?, limit: Int) async throws -> [FollowUp]
    /// Open ones by due moment, then the ended ones, the latest first; and how many there are in all, up to one more than `FollowUpSearch.mostCounted`.
    func followUps(
        in visibility: Visibility, matching search: FollowUpSearch, by catalogues: Catalogues, places: Range<Int>
    ) async throws -> (rows: [FollowUp], total: Int)
    func followUps(
        at school: SchoolID, in visibility: Visibility, trainings: Bool, after place: ListCursor?, overdueAt before: Date?, limit: Int
    ) async throws -> [FollowUp]
    func caseLines(
        in visibility: Visibility, matching search: CaseSearch, after code: CaseCode?, skipping skipped: Int, limit: Int
    ) async throws -> [CaseSummary]
    func caseCount(in visibility: Visibility, matching search: CaseSearch) async throws -> Int
    func caseView(
        _ code: CaseCode, in visibility: Visibility, done action: HistoryEntry.Action?, rules: Ruleset, at now: Date
    ) async throws -> CaseView?
    func timeline(of code: CaseCode, in visibility: Visibility, by rules: Ruleset) async throws -> CaseTimeline?
}

public protocol SchoolStateStore: Sendable {
    func lastChange() async throws -> Int64
    func state(of school: SchoolID, without cases: Set<CaseCode>, at now: Date, _ clock: WallClock) async throws -> SchoolState
}
