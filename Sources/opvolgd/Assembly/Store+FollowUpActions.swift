import FollowUps
import Foundation
import Store
import WebPages
import WebServer

extension Store: FollowUpActions {
    public func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) async throws {
        // As every command does, because the pass may not yet have seen changed files.
        _ = try await replan(with: setup.rules, at: now)
        let change = Change(rules: setup.rules, actor: name.rawValue, now: now)
        do {
            switch formAction {
            case .close(let request): _ = try await close(request, by: change)
            case .snooze(let request): _ = try await snooze(request, by: change)
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
