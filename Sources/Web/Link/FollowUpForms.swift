import FollowUps
import Hummingbird
import Logging

/// Shows the page of a follow-up and takes what is filled in on it, wherever the page stands.
///
/// Whatever fetches it changes nothing. A change takes a POST with a pressed button and a chosen outcome, or a day and a reason.
struct FollowUpForms {
    let site: Site
    let desk: any FollowUpDesk
    let logger: Logger
    let isSignedIn: Bool

    func show(_ linked: LinkedFollowUp, _ setup: WebSetup) throws -> Response {
        try answer(FollowUpPage(linked, isSignedIn: isSignedIn), setup)
    }

    /// - Parameter path: of the page itself, to which whoever has changed something is sent back: loading it again does not send the form twice.
    func submit(_ fields: FormFields, about linked: LinkedFollowUp, backTo path: String, _ setup: WebSetup) throws -> Response {
        let now = site.clock()
        let followUp = linked.followUp
        let back = Response(status: .seeOther, headers: [.location: path])
        // Ended already: the page says by whom.
        guard followUp.status == .open else { return back }
        let outcomes = linked.outlook.map(\.outcome)
        let form = FollowUpForm(fields, outcomes: outcomes.map(\.id))
        switch form.judged(for: followUp, outcomes: outcomes, in: setup.rules.directory.calendar(of: followUp.school), at: now) {
        case .wrong(let form): return try refuse(form, about: linked, setup)
        case .wish(let wish):
            do {
                try desk.fulfil(wish, for: followUp.id, in: linked.person, setup: setup, at: now)
            } catch DeskRefusal.endedAlready {
                return back
            } catch DeskRefusal.caseNotDone(let open) {
                let problem = form.outcome.map { FollowUpForm.Problem.caseNotDone($0, open: open) }
                return try refuse(form.with([problem ?? .noOutcome]), about: linked, setup)
            }
            logger.info("web: follow-up \(followUp.id) was \(wish.inWords) from \(isSignedIn ? "its page" : "a mail")")
            return back
        }
    }

    private func refuse(_ form: FollowUpForm, about linked: LinkedFollowUp, _ setup: WebSetup) throws -> Response {
        try answer(FollowUpPage(linked, form: form, isSignedIn: isSignedIn), status: .unprocessableContent, setup)
    }

    private func answer(_ page: FollowUpPage, status: HTTPResponse.Status = .ok, _ setup: WebSetup) throws -> Response {
        try site.answer(.followUp(page), in: setup.language, status: status, setup)
    }
}

extension FollowUpForm.Wish {
    fileprivate var inWords: String {
        switch self {
        case .close(let outcome, _, _): "closed with \(outcome)"
        case .snooze: "put off"
        }
    }
}
