import FollowUps
import Hummingbird
import Logging
import WebPages

/// Shows the page of a follow-up and handles its form. A GET changes nothing, because mail scanners open links.
struct FollowUpForms {
    let site: WebEnvironment
    let actions: any FollowUpActions
    let logger: Logger
    let isSignedIn: Bool

    func show(_ linked: LinkedFollowUp, _ setup: WebSetup) throws -> Response {
        try answer(linked, setup)
    }

    /// - Parameters:
    ///   - path: of the page; redirecting there keeps a reload from sending the form twice.
    ///   - again: reads the follow-up anew, after somebody else was first.
    func submit(
        _ fields: FormFields, about linked: LinkedFollowUp, backTo path: String, _ setup: WebSetup, again: () async throws -> LinkedFollowUp
    ) async throws -> Response {
        let now = site.clock()
        let followUp = linked.followUp
        let back = Response(status: .seeOther, headers: [.location: path])
        guard followUp.status == .open else { return try tell(whatBecameOf: fields, linked, setup) ?? back }
        let outcomes = linked.previews.map(\.outcome)
        let form = FollowUpForm(fields, outcomes: outcomes.map(\.id))
        let validated = form.validated(for: followUp, outcomes: outcomes, rules: setup.rules, names: setup.names, at: now)
        switch validated {
        case .wrong(let form): return try refuse(form, about: linked, setup)
        case .formAction(let formAction):
            do {
                try await actions.perform(formAction, in: linked.person, setup: setup, at: now)
            } catch ActionRefusal.endedAlready {
                return try await tell(whatBecameOf: fields, again(), setup) ?? back
            } catch ActionRefusal.caseNotDone(let open) {
                let problem = form.outcome.map { FollowUpForm.Problem.caseNotDone($0, open: open) }
                return try refuse(form.with([problem ?? .noOutcome]), about: linked, setup)
            }
            // Neither the number nor the outcome: whoever is excluded from the case may read the log. The history has both.
            logger.info("web: a follow-up was \(formAction.inWords) from \(isSignedIn ? "its page" : "a mail")")
            return back
        }
    }

    /// The answer to whoever comes second and asked for something else; nil when the page as it stands says enough.
    private func tell(whatBecameOf fields: FormFields, _ linked: LinkedFollowUp, _ setup: WebSetup) throws -> Response? {
        guard let ending = PreviousEnding(of: linked.followUp, linked.ending),
            let form = FollowUpForm(fields, outcomes: []).overruled(by: ending)
        else { return nil }
        return try answer(linked, form: form, status: .conflict, setup)
    }

    private func refuse(_ form: FollowUpForm, about linked: LinkedFollowUp, _ setup: WebSetup) throws -> Response {
        try answer(linked, form: form, status: .unprocessableContent, setup)
    }

    private func answer(
        _ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), status: HTTPResponse.Status = .ok, _ setup: WebSetup
    ) throws -> Response {
        let page = try FollowUpPage(
            linked, form: form, isSignedIn: isSignedIn, catalogue: setup.rules.catalogue, directory: setup.rules.directory, at: site.clock())
        return try setup.show(page, status: status)
    }
}

extension FollowUpForm.FormAction {
    fileprivate var inWords: String {
        switch self {
        case .close: "closed"
        case .snooze: "put off"
        }
    }
}
