import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

struct LinkRoutes {
    let site: WebEnvironment
    let actions: any FollowUpActions
    let logger: Logger

    private var forms: FollowUpForms { FollowUpForms(site: site, actions: actions, logger: logger, isSignedIn: false) }

    func add(to router: Router<WebContext>) {
        router.get("o/:token") { _, context in
            let setup = site.setup
            return try forms.show(try await linked(try token(context), setup), setup)
        }
        router.post("o/:token") { request, context in
            let token = try token(context)
            let fields = try await FormFields.read(request)
            let setup = site.setup
            return try await forms.submit(
                fields, about: try await linked(token, setup), backTo: PagePath.link(token), setup, again: { try await linked(token, setup) })
        }
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
