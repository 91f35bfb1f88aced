import FollowUps
import Foundation
import WebPages

/// What the page of a follow-up needs of the database.
public protocol FollowUpActions: Sendable {
    /// Changes nothing. Throws when the database cannot be used.
    func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) throws -> Result<LinkedFollowUp, LinkRefusal>
    /// One that is theirs who are signed in; nil when it is not theirs, or there is none. Changes nothing.
    func followUp(_ id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) throws -> LinkedFollowUp?
    /// Does what somebody asked for, as the command line would; throws a `ActionRefusal` when things have changed since they saw the page.
    func fulfil(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) throws
}

/// Why a change that was in order when the page was made cannot be made any more.
public enum ActionRefusal: Error {
    /// Somebody else was first.
    case endedAlready
    /// The outcome closes the case, in which these are open still.
    case caseNotDone(open: [Int64])
}
