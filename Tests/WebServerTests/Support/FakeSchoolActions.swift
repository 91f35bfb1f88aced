import FollowUps
import Foundation
import Synchronization

@testable import WebServer

/// A school in memory, with one overdue follow-up at De Vlieger, and what was asked of it.
final class FakeSchoolActions: SchoolActions {
    private let asked = Mutex<[String]>([])
    let refusal: SchoolRefusal?
    let followUp: FollowUp

    init(refusal: SchoolRefusal? = nil, due: String = "2026-11-27", askedAgainAt: Date? = nil) {
        self.refusal = refusal
        let opened = FakeActions.now.addingTimeInterval(-864_000)
        followUp = FollowUp(
            id: 7, kind: "hulp", school: "vlieger", caseCode: CaseCode("VL-1"), owner: .role("ib"), urgency: .normal,
            due: .day(Day(due) ?? Day(number: 0)), openedAt: opened, escalation: .init(startedAt: opened, startedBy: "juf"),
            askedAgainAt: askedAgainAt)
    }

    /// In order.
    var performed: [String] { asked.withLock { $0 } }

    func overdue(at school: SchoolID, in visibility: Visibility, at now: Date, limit: Int) -> [FollowUp] { school == "vlieger" ? [followUp] : [] }
    func readable(_ followUps: [FollowUp], in visibility: Visibility, rules: Ruleset, at now: Date) -> Set<Int64> { [] }
    func followUp(_ id: Int64, at school: SchoolID, in visibility: Visibility) -> FollowUp? { id == 7 && school == "vlieger" ? followUp : nil }

    func remind(_ request: RemindRequest, by actor: PersonID, rules: Ruleset, at now: Date) throws {
        if let refusal { throw refusal }
        asked.withLock { $0.append("remind \(request.followUp) by \(actor)") }
    }

    func start(_ year: SchoolYear, at school: SchoolID, isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) -> [FollowUp] {
        if !isTrial { asked.withLock { $0.append("start \(year) at \(school) by \(actor)") } }
        return [followUp]
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) -> [HistoryEntry] { [] }
}
