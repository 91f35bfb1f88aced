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

    func view(of id: Int64, in visibility: Visibility, rules: Ruleset, at now: Date) async throws -> FollowUpView? {
        try await store.followUps.view(of: id, in: visibility, rules: rules, at: now)
    }

    func perform(_ formAction: FollowUpForm.FormAction, in name: PersonID, setup: WebSetup, at now: Date) async throws {
        let change = try await store.change(by: name, setup.rules, at: now)
        do {
            try await make(formAction, change)
        } catch let error as StoreError {
            throw ActionRefusal(error) ?? error
        }
    }

    private func make(_ formAction: FollowUpForm.FormAction, _ change: Change) async throws {
        switch formAction {
        case .close(let request): _ = try await store.followUps.close(request, by: change)
        case .snooze(let request): _ = try await store.followUps.snooze(request, by: change)
        case .resume(let followUp): _ = try await store.followUps.resume(followUp, by: change)
        case .reschedule(let request): _ = try await store.followUps.reschedule(request, by: change)
        case .assign(let request): _ = try await store.followUps.assign(request, by: change)
        case .cancel(let request): _ = try await store.followUps.cancel(request, by: change)
        case .reopen(let request): _ = try await store.followUps.reopen(request, by: change)
        case .note(let request): _ = try await store.followUps.note(request, by: change)
        case .strike(let request):
            let words = Strike.words(in: change.rules.directory.person(PersonID(change.actor))?.language ?? .nl)
            _ = try await store.history.strike(request, words: words, by: change)
            // Until then the text is still in the file.
            try await store.vacuum()
        }
    }
}

extension ActionRefusal {
    /// Nil for an error that no page has words for.
    fileprivate init?(_ error: StoreError) {
        switch error {
        case .notOpen, .endedAlready: self = .endedAlready
        case .alreadyOpen: self = .openAlready
        case .openAlready(_, let id, _): self = .anotherOpen(id)
        case .caseClosed: self = .caseClosed
        case .caseNotDone(_, let open): self = .caseNotDone(open: open)
        case .protected(_, _, let protection): self = .protected(protection)
        case .keptFrom: self = .keptFromOwner
        case .notStruck: self = .nothingToStrike
        default: return nil
        }
    }
}

extension Store {
    /// A change in somebody's name from a page. Next instants are those of the files as they are now, as after every command: the pass may not yet have
    /// seen that files changed.
    func change(by actor: PersonID, _ rules: Ruleset, at now: Date) async throws -> Change {
        _ = try await outbox.replan(with: rules, at: now)
        return Change(rules: rules, actor: actor.rawValue, now: now)
    }
}
