import FollowUps
import Hummingbird
import Logging

/// The page behind a link in a mail: what a follow-up is about, and how to finish it or put it off.
///
/// Whatever fetches it changes nothing. A change takes a POST with a pressed button and a chosen outcome, or a day and a reason.
struct LinkRoutes {
    let site: Site
    let desk: any FollowUpDesk
    let logger: Logger

    func add(to router: Router<WebContext>) {
        router.get("o/:token") { _, context in try show(try token(context)) }
        router.post("o/:token") { request, context in
            let token = try token(context)
            return try submit(try await FormFields.read(request), for: token)
        }
    }

    private func token(_ context: WebContext) throws -> LinkToken {
        guard let token = context.parameters.get("token").flatMap({ LinkToken($0) }) else { throw Refusal.noSuchLink(.unknown) }
        return token
    }

    private func show(_ token: LinkToken) throws -> Response {
        let setup = site.setup
        return try answer(FollowUpPage(try linked(token, setup)), setup)
    }

    private func submit(_ fields: FormFields, for token: LinkToken) throws -> Response {
        let setup = site.setup
        let now = site.clock()
        let linked = try linked(token, setup)
        let followUp = linked.followUp
        // Ended already: the page says by whom.
        guard followUp.status == .open else { return back(to: token) }
        let outcomes = linked.outlook.map(\.outcome)
        let form = FollowUpForm(fields, outcomes: outcomes.map(\.id))
        switch form.judged(for: followUp, outcomes: outcomes, in: setup.rules.directory.calendar(of: followUp.school), at: now) {
        case .wrong(let form): return try answer(FollowUpPage(linked, form: form), status: .unprocessableContent, setup)
        case .wish(let wish):
            do {
                try desk.fulfil(wish, for: followUp.id, in: linked.person, setup: setup, at: now)
            } catch DeskRefusal.endedAlready {
                return back(to: token)
            } catch DeskRefusal.caseNotDone(let open) {
                let problem = form.outcome.map { FollowUpForm.Problem.caseNotDone($0, open: open) }
                return try answer(
                    FollowUpPage(linked, form: form.with([problem ?? .noOutcome])), status: .unprocessableContent, setup)
            }
            logger.info("web: follow-up \(followUp.id) was \(wish.inWords) from a mail")
            return back(to: token)
        }
    }

    /// What the link leads to, as far as may be told of it; throws a `Refusal`.
    private func linked(_ token: LinkToken, _ setup: WebSetup) throws -> LinkedFollowUp {
        switch try desk.followUp(behind: token, rules: setup.rules, at: site.clock()) {
        case .success(let linked):
            // What may not be told cannot be chosen either.
            let isHidden = setup.detail.hides(linked.followUp, setup.rules.catalogue.kind(linked.followUp.kind))
            return isHidden ? linked.withoutOutlook : linked
        case .failure(let reason): throw Refusal.noSuchLink(reason)
        }
    }

    private func answer(_ page: FollowUpPage, status: HTTPResponse.Status = .ok, _ setup: WebSetup) throws -> Response {
        try site.answer(.followUp(page), in: setup.language, status: status, setup)
    }

    /// Loading the page again then does not send the form a second time.
    private func back(to token: LinkToken) -> Response { Response(status: .seeOther, headers: [.location: "/o/\(token.text)"]) }
}

extension LinkedFollowUp {
    fileprivate var withoutOutlook: LinkedFollowUp {
        LinkedFollowUp(person: person, followUp: followUp, outlook: [], ending: ending, opened: opened)
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
