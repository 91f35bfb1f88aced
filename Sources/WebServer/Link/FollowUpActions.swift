import FollowUps
import Foundation
import WebPages

public protocol FollowUpActions: Sendable {
    /// Changes nothing.
    func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) async throws -> Result<LinkedFollowUp, LinkRefusal>
    /// Nil when the follow-up does not exist or may not be read by whoever is signed in. Changes nothing.
    func view(of id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> FollowUpView?
    /// Does what the command line would do; throws an `ActionRefusal` when things have changed since the page was shown.
    func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) async throws
}
