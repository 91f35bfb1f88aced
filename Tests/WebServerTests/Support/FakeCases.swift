import FollowUps
import Foundation
import Synchronization
import WebPages

@testable import WebServer

/// Actions on cases that notes what is asked of it.
final class FakeCases: CaseActions {
    private let changes = Mutex<[CaseChange]>([])
    private let openings = Mutex<[CaseOpeningRequest]>([])
    let refusal: CaseRefusal?
    /// The case in which everything is done; nil for the one that is asked for.
    let place: CaseCode?

    init(refusal: CaseRefusal? = nil, place: CaseCode? = nil, taken: Set<CaseCode> = []) {
        self.refusal = refusal
        self.place = place
        self.taken = taken
    }

    var performed: [CaseChange] { changes.withLock { $0 } }
    var opened: [CaseOpeningRequest] { openings.withLock { $0 } }
    /// Codes of others.
    let taken: Set<CaseCode>

    func open(_ request: CaseOpeningRequest, by name: PersonID, setup: WebSetup, at now: Date) throws {
        if let refusal { throw refusal }
        if taken.contains(request.code) { throw CaseRefusal.codeInUse(request.code) }
        openings.withLock { $0.append(request) }
    }

    func proposedCode(at school: SchoolID, in visibility: Visibility, rules: Ruleset, at now: Date) -> CaseCode {
        CaseCode("VL-2026-\(String(format: "%03d", taken.count + 1))")
    }

    func hasOpened(_ code: CaseCode, _ name: PersonID) -> Bool { opened.contains { $0.code == code } }

    func perform(_ change: CaseChange, in code: CaseCode, by name: PersonID, setup: WebSetup, at now: Date) throws -> CaseCode {
        if let refusal { throw refusal }
        changes.withLock { $0.append(change) }
        return place ?? code
    }
}
