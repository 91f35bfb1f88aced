import FollowUps
import Foundation
import Synchronization
import WebPages

@testable import WebServer

/// Actions on cases that notes what is asked of it.
final class FakeCases: CaseActions {
    private let changes = Mutex<[CaseChange]>([])
    let refusal: CaseRefusal?
    /// The case in which everything is done; nil for the one that is asked for.
    let place: CaseCode?

    init(refusal: CaseRefusal? = nil, place: CaseCode? = nil) {
        self.refusal = refusal
        self.place = place
    }

    var performed: [CaseChange] { changes.withLock { $0 } }

    func perform(_ change: CaseChange, in code: CaseCode, by name: PersonID, setup: WebSetup, at now: Date) throws -> CaseCode {
        if let refusal { throw refusal }
        changes.withLock { $0.append(change) }
        return place ?? code
    }
}
