import FollowUps
import Foundation
import WebPages

public protocol CaseActions: Sendable {
    /// Does what the command line would do. Throws a `CaseRefusal` when the case does not allow it (any more).
    ///
    /// - Returns: the case in which it was done, which may be an own case that was begun.
    func perform(_ change: CaseChange, in code: CaseCode, by name: PersonID, setup: WebSetup, at now: Date) async throws -> CaseCode
    /// The same for a case that is opened. Throws `codeInUse` also for a case of which they may not know.
    func open(_ request: CaseOpeningRequest, by name: PersonID, setup: WebSetup, at now: Date) async throws
    /// A code that is free now.
    func proposedCode(at school: SchoolID, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> CaseCode
    /// Whether they have opened this case themselves.
    func hasOpened(_ code: CaseCode, _ name: PersonID) async throws -> Bool
}
