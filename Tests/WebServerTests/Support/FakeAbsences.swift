import FollowUps
import Foundation
import Synchronization

@testable import WebServer

/// Absences in memory, and what was asked about them.
final class FakeAbsences: AbsenceStore {
    private let asked = Mutex<[String]>([])
    let refusal: AbsenceRefusal?

    init(refusal: AbsenceRefusal? = nil) { self.refusal = refusal }

    /// In order.
    var performed: [String] { asked.withLock { $0 } }

    func absences(notOverOn day: Day) -> [Absence] { [] }

    func setAway(_ request: AbsenceRequest, by actor: PersonID, at now: Date) throws {
        if let refusal { throw refusal }
        let absence = request.absence
        let words = "away \(absence.person) \(absence.days.lowerBound) \(absence.days.upperBound) \(absence.deputy?.rawValue ?? "-") by \(actor)"
        asked.withLock { $0.append(words) }
    }

    func setBack(_ person: PersonID, from days: ClosedRange<Day>?, on today: Day, by actor: PersonID, at now: Date) throws {
        if let refusal { throw refusal }
        asked.withLock { $0.append("back \(person) \(days.map { "\($0.lowerBound) \($0.upperBound)" } ?? "all") by \(actor)") }
    }

    func latest(_ action: HistoryEntry.Action, by person: PersonID, since: Date) -> HistoryEntry? { nil }
}
