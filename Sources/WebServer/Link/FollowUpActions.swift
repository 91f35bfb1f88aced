import FollowUps
import Foundation
import WebPages

public protocol FollowUpActions: Sendable {
    /// Changes nothing.
    func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) async throws -> Result<LinkedFollowUp, LinkRefusal>
    /// Nil when the follow-up does not exist or is not for whoever is signed in. Changes nothing.
    func followUp(_ id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> LinkedFollowUp?
    /// Does what the command line would do; throws an `ActionRefusal` when things have changed since the page was shown.
    func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) async throws
}

public enum ActionRefusal: Error {
    case endedAlready
    /// The outcome closes the case, but these follow-ups in it are still open.
    case caseNotDone(open: [Int64])
}
