import FollowUps
import Foundation
import WebPages

public protocol CaseActions: Sendable {
    /// Does what the command line would do. Throws a `CaseRefusal` when the case does not allow it (any more).
    ///
    /// - Returns: the case in which it was done, which may be an own case that was begun.
    func perform(_ change: CaseChange, in code: CaseCode, by name: PersonID, setup: WebSetup, at now: Date) async throws -> CaseCode
}
