import Foundation
import FollowUps
import GRDB

/// The check that recurs for as long as a case is open (the catalogue's `[case] check`).
extension Transaction {
    /// Opens the check of a case if the catalogue has one and none is open, due by its own term.
    ///
    /// - Parameter isSaidWhenDue: nobody is reminded before its due day begins.
    func openCheck(of code: CaseCode, isSaidWhenDue: Bool = false) throws -> [FollowUp] {
        let rules = change.rules.closing(by: try catalogue(of: code))
        guard let opening = rules.check(of: code, at: try knownCase(code).school, now: change.now),
            try !openFollowUps(of: code).contains(where: { $0.kind == opening.kind })
        else { return [] }
        let clock = planner.directory.clock
        let start = isSaidWhenDue ? clock.start(of: opening.due.day(clock)) : nil
        return [try followUp(open(opening, origin: nil, remindingFrom: start))]
    }

    /// Opens the check of each open case that has never had one, because it is older than the check. The range of codes
    /// is from `first`, excluded, to `last`, included.
    ///
    /// There may be many, so nobody gets mail about all of them on the day of an upgrade. One that somebody cancelled stays so.
    func openMissingChecks(after first: String, through last: String) throws {
        for kind in Set(change.rules.catalogues.all.compactMap(\.caseKinds.check)).sorted() { try openMissing(kind, after: first, through: last) }
    }

    private func openMissing(_ kind: KindID, after first: String, through last: String) throws {
        let codes = try CaseCode.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT code FROM cases WHERE closed_at IS NULL AND code > ? AND code <= ?
                        AND NOT EXISTS (SELECT 1 FROM follow_ups WHERE case_code = code AND kind = ?) ORDER BY code
                    """), arguments: [first, last, kind])
        let unasked = by(HistoryEntry.itself)
        for code in codes where try catalogue(of: code).caseKinds.check == kind { _ = try unasked.openCheck(of: code, isSaidWhenDue: true) }
    }
}
