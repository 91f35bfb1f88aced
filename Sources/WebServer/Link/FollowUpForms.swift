import FollowUps
import Hummingbird
import Logging
import WebPages

/// Makes the change that a form about a follow-up asks for.
struct FollowUpForms {
    enum Outcome {
        case done(HistoryEntry.Action)
        /// The page as it stands says enough: the same answer twice, or a button that the page no longer has.
        case nothing
        /// The form with its problems, and the status of the answer.
        case refused(FollowUpForm, HTTPResponse.Status)
    }

    let site: WebEnvironment
    let actions: any FollowUpActions
    let logger: Logger
    /// For the log: where it was done.
    let place: String

    /// - Parameters:
    ///   - permitted: what whoever sends it may do; anything else is refused with `notAllowed`.
    ///   - again: reads the follow-up anew, after somebody else was first.
    func submit(
        _ form: FollowUpForm, about linked: LinkedFollowUp, permitted: Set<FollowUpAction>, _ setup: WebSetup,
        again: () async throws -> LinkedFollowUp
    ) async throws -> Outcome {
        if let button = form.button, !permitted.contains(button) { throw RequestError.notAllowed }
        if linked.followUp.status != .open, form.button?.needsOpen ?? true { return tell(whatBecameOf: form, linked) }
        switch form.validated(for: linked.followUp, rules: setup.rules, names: setup.names, at: site.clock()) {
        case .wrong(let form): return .refused(form, .unprocessableContent)
        case .formAction(let formAction):
            do {
                try await actions.perform(formAction, in: linked.person, setup: setup, at: site.clock())
            } catch ActionRefusal.endedAlready {
                return tell(whatBecameOf: form, try await again())
            } catch let refusal as ActionRefusal {
                return .refused(form.with([.refused(refusal)]), .unprocessableContent)
            }
            // Neither the number nor the outcome: whoever is excluded from the case may read the log. The history has both.
            logger.info("web: a follow-up was \(formAction.inWords) from \(place)")
            return .done(formAction.entry)
        }
    }

    /// The answer to whoever comes second and asked for something else.
    private func tell(whatBecameOf form: FollowUpForm, _ linked: LinkedFollowUp) -> Outcome {
        guard let ending = PreviousEnding(of: linked.followUp, linked.ending), let overruled = form.overruled(by: ending) else { return .nothing }
        return .refused(overruled, .conflict)
    }
}

extension FollowUpAction {
    fileprivate var needsOpen: Bool {
        switch self {
        case .close, .snooze, .resume, .reschedule, .assign, .cancel: true
        case .reopen, .note, .strike: false
        }
    }
}

extension FollowUpForm.FormAction {
    fileprivate var inWords: String {
        switch self {
        case .close: "closed"
        case .snooze: "put off"
        case .resume: "taken up again"
        case .reschedule: "rescheduled"
        case .assign: "assigned"
        case .cancel: "cancelled"
        case .reopen: "reopened"
        case .note: "noted on"
        case .strike: "struck from"
        }
    }

    /// What the history says of it.
    fileprivate var entry: HistoryEntry.Action {
        switch self {
        case .close: .closed
        case .snooze, .resume: .snoozed
        case .reschedule: .rescheduled
        case .assign: .assigned
        case .cancel: .cancelled
        case .reopen: .reopened
        case .note: .noted
        case .strike: .struck
        }
    }
}
