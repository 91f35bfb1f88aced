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

extension VisibilityStore {
    /// Whether the page of a case can be opened after a change: whoever made it may have excluded themselves, or have no part in what they opened.
    func stillOpens(_ code: CaseCode, _ context: SignedInContext) async throws -> Bool {
        let rules = context.setup.rules
        guard let visibility = try await visibility(of: context.visibility.viewer.id, rules: rules, at: context.now) else { return false }
        return try await caseView(code, in: visibility, done: nil, rules: rules, at: context.now) != nil
    }
}
