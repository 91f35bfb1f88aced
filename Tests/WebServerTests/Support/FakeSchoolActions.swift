import FollowUps
import Foundation
import SchoolTestSupport
import Synchronization

@testable import WebServer

/// A school in memory, with one overdue follow-up at De Vlieger, and what was asked of it.
final class FakeSchoolActions: SchoolActions {
    private let asked = Mutex<[String]>([])
    let refusal: SchoolRefusal?
    let followUp: FollowUp

    private let entries: [HistoryEntry]

    /// - Parameter entries: what was last done, of any sort.
    init(refusal: SchoolRefusal? = nil, due: String = "2026-11-27", askedAgainAt: Date? = nil, entries: [HistoryEntry] = []) {
        self.refusal = refusal
        self.entries = entries
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
    func followUp(_ id: Int64, at school: SchoolID, in visibility: Visibility) -> FollowUp? {
        switch (id, school) {
        case (7, "vlieger"): followUp
        case (12, "vlieger"): SeenSchools.followUp(12, owner: .person("ib-vlieger"), employee: "ib-vlieger")
        default: nil
        }
    }

    func remind(_ request: RemindRequest, by actor: PersonID, rules: Ruleset, at now: Date) throws {
        if let refusal { throw refusal }
        asked.withLock { $0.append("remind \(request.followUp) by \(actor)") }
    }

    func start(_ year: SchoolYear, at school: SchoolID, isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) -> [FollowUp] {
        if !isTrial { asked.withLock { $0.append("start \(year) at \(school) by \(actor)") } }
        return [followUp]
    }

    func open(_ openings: [NewFollowUp], isTrial: Bool, by actor: PersonID, rules: Ruleset, at now: Date) -> [FollowUp] {
        if !isTrial {
            let rows = openings.map { "\($0.kind) of \($0.employee?.rawValue ?? "nobody") by \($0.due.text(rules.directory.clock))" }
            asked.withLock { $0.append("open \(rows.joined(separator: ", ")) by \(actor)") }
        }
        return [followUp]
    }

    func withdraw(_ ids: [Int64], reason: String, by actor: PersonID, rules: Ruleset, at now: Date) -> Int {
        asked.withLock { $0.append("withdraw \(ids) by \(actor)") }
        return ids.count
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) -> [HistoryEntry] { entries }
}
