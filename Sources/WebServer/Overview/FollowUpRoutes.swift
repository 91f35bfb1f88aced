import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

struct FollowUpRoutes {
    let site: WebEnvironment
    let actions: any FollowUpActions
    let logger: Logger

    private var forms: FollowUpForms { FollowUpForms(site: site, actions: actions, logger: logger, isSignedIn: true) }

    func add(to routes: SignedInRoutes) {
        routes.get("follow-ups/:id", of: .followUp) { _, context in try forms.show(try await followUp(context), context.setup) }
        routes.post("follow-ups/:id", of: .followUp) { request, context in
            let fields = try await FormFields.read(request)
            let linked = try await followUp(context)
            return try await forms.submit(
                fields, about: linked, backTo: PagePath.followUp(linked.followUp.id), context.setup, again: { try await followUp(context) })
        }
    }

    /// Throws the same `notFound` for a follow-up that does not exist and one that is not theirs.
    private func followUp(_ context: SignedInContext) async throws -> LinkedFollowUp {
        guard let id = context.parameters.get("id").flatMap({ Int64($0) }),
            let linked = try await actions.followUp(id, in: context.visibility, rules: context.setup.rules, at: context.now)
        else { throw RequestError.notFound }
        return linked
    }
}
