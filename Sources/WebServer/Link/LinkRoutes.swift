import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

/// A GET changes nothing, because mail scanners open links; a POST only asks whether that is meant, because some of them press buttons as well.
struct LinkRoutes {
    /// What can be done without signing in.
    static let permitted: Set<FollowUpAction> = [.close, .snooze]

    let site: WebEnvironment
    let actions: any FollowUpActions
    let confirmations: LinkConfirmations
    let logger: Logger

    private var forms: FollowUpForms { FollowUpForms(site: site, actions: actions, logger: logger, place: "a mail") }

    func add(to router: Router<WebContext>) {
        router.get("o/:token") { _, context in
            let setup = site.setup
            return try show(try await linked(try token(context), setup), setup)
        }
        router.post("o/:token") { request, context in
            let token = try token(context)
            let fields = try await FormFields.read(request)
            let form = FollowUpForm(fields)
            let setup = site.setup
            let linked = try await linked(token, setup)
            if wouldChange(form, linked, setup), !confirmations.confirm(fields["confirm"], form, behind: token, at: site.clock()) {
                return try show(linked, form: form, confirming: confirmations.ask(about: form, behind: token, at: site.clock()), setup)
            }
            // Redirecting keeps a reload from sending the form twice.
            let back = Response.redirect(to: PagePath.link(token))
            switch try await forms.submit(
                form, about: linked, permitted: Self.permitted, setup, again: { try await self.linked(token, setup) })
            {
            case .done, .nothing: return back
            case .refused(let form, let status): return try show(try await self.linked(token, setup), form: form, status: status, setup)
            }
        }
    }

    private func wouldChange(_ form: FollowUpForm, _ linked: LinkedFollowUp, _ setup: WebSetup) -> Bool {
        guard let button = form.button, Self.permitted.contains(button), linked.followUp.status == .open,
            case .formAction = form.validated(for: linked.followUp, rules: setup.rules, names: setup.names, at: site.clock())
        else { return false }
        return true
    }

    private func show(
        _ linked: LinkedFollowUp, form: FollowUpForm = FollowUpForm(), confirming secret: Secret? = nil, status: HTTPResponse.Status = .ok,
        _ setup: WebSetup
    ) throws -> Response {
        let contents = try FollowUpContents(
            linked, form: form, catalogues: setup.rules.catalogues, directory: setup.rules.directory, at: site.clock())
        return try setup.show(LinkPage(contents, confirming: secret), status: status)
    }

    private func token(_ context: WebContext) throws -> LinkToken {
        guard let token = context.parameters.get("token").flatMap({ LinkToken($0) }) else { throw RequestError.noSuchLink(.unknown) }
        return token
    }

    private func linked(_ token: LinkToken, _ setup: WebSetup) async throws -> LinkedFollowUp {
        switch try await actions.followUp(behind: token, rules: setup.rules, at: site.clock()) {
        case .success(let linked): return linked
        case .failure(let reason): throw RequestError.noSuchLink(reason)
        }
    }
}
