import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

/// The page of a follow-up that is theirs who are signed in: what it is about, and how to finish it or put it off.
struct FollowUpRoutes {
    let site: WebEnvironment
    let desk: any FollowUpActions
    let doorkeeper: Doorkeeper
    let logger: Logger

    private var forms: FollowUpForms { FollowUpForms(site: site, desk: desk, logger: logger, isSignedIn: true) }

    func add(to router: some RouterMethods<WebContext>) {
        router.get("follow-ups/:id") { request, context in
            try doorkeeper.admit(request) { guest in try forms.show(try followUp(context, guest), guest.setup) }
        }
        router.post("follow-ups/:id") { request, context in
            let fields = try await FormFields.read(request)
            return try doorkeeper.admit(request) { guest in
                let linked = try followUp(context, guest)
                return try forms.submit(
                    fields, about: linked, backTo: PagePath.followUp(linked.followUp.id), guest.setup, again: { try followUp(context, guest) })
            }
        }
    }

    /// What is not theirs is answered as what is not there.
    private func followUp(_ context: WebContext, _ guest: Doorkeeper.Guest) throws -> LinkedFollowUp {
        guard let id = context.parameters.get("id").flatMap({ Int64($0) }),
            let linked = try desk.followUp(id, in: guest.visibility, rules: guest.setup.rules, at: guest.now)
        else { throw Refusal.notFound }
        return linked
    }
}
