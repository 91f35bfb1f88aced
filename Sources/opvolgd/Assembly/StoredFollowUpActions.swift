import FollowUps
import Foundation
import Store
import WebPages
import WebServer

/// What the pages do with follow-ups, over the database.
struct StoredFollowUpActions: FollowUpActions {
    let store: Store

    func followUp(behind token: LinkToken, rules: Ruleset, at now: Date) async throws -> Result<LinkedFollowUp, LinkRefusal> {
        try await store.followUps.followUp(behind: token, rules: rules, at: now)
    }

    func followUp(_ id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> LinkedFollowUp? {
        try await store.followUps.followUp(id, in: visibility, rules: rules, at: now)
    }

    func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) async throws {
        // As every command does, because the pass may not yet have seen changed files.
        _ = try await store.outbox.replan(with: setup.rules, at: now)
        let change = Change(rules: setup.rules, actor: name.rawValue, now: now)
        do {
            switch formAction {
            case .close(let request): _ = try await store.followUps.close(request, by: change)
            case .snooze(let request): _ = try await store.followUps.snooze(request, by: change)
            }
        } catch StoreError.notOpen {
            throw ActionRefusal.endedAlready
        } catch StoreError.endedAlready {
            throw ActionRefusal.endedAlready
        } catch StoreError.caseNotDone(_, let open) {
            throw ActionRefusal.caseNotDone(open: open)
        }
    }
}
