import FollowUps
import Foundation
import Synchronization

@testable import WebServer

/// A history in memory, and who read what.
final class FakeHistory: HistoryStore, ReadingStore {
    struct Locked: Error {}

    private let noted = Mutex<[CaseReading]>([])
    private let locked: Mutex<Bool>
    private let given: [HistoryEntry]

    init(_ given: [HistoryEntry] = [], isLocked: Bool = false) {
        self.given = given
        locked = Mutex(isLocked)
    }

    var recorded: [CaseReading] { noted.withLock { $0 } }
    func unlock() { locked.withLock { $0 = false } }

    func record(_ readings: [CaseReading]) throws {
        if locked.withLock({ $0 }) { throw Locked() }
        noted.withLock { $0 += readings }
    }

    func stopWaiting() {}

    func entries(
        at schools: [SchoolID]?, caseCode: CaseCode?, followUp: Int64?, hiding hidden: Set<CaseCode>, before: Int64?, limit: Int
    ) -> [HistoryEntry] { given }

    func sent(aboutCase code: CaseCode) -> [SentReminder] { [] }
    func readings(at schools: [SchoolID]?, of caseCode: CaseCode?, hiding hidden: Set<CaseCode>, limit: Int) -> [CaseReading] { [] }
}
