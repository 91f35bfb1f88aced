import FollowUps
import Hummingbird
import Logging
import Templates
import WebPages

struct FollowUpRoutes {
    let site: WebEnvironment
    let actions: any FollowUpActions
    let store: any VisibilityStore
    let logger: Logger

    private var forms: FollowUpForms { FollowUpForms(site: site, actions: actions, logger: logger, place: "its page") }

    func add(to routes: SignedInRoutes) {
        routes.get("follow-ups/:id", of: .followUp) { request, context in
            let done = request.done
            return try await show(try await view(context), done: done, context)
        }
        routes.post("follow-ups/:id", of: .followUp) { request, context in
            let form = FollowUpForm(try await FormFields.read(request))
            let view = try await view(context)
            let id = view.followUp.id
            let checked = form.offering(context.visibility.possibleOwners(of: view.followUp, in: view.dossier))
            switch try await forms.submit(
                checked, about: view.linked, permitted: view.actions, context.setup, again: { try await self.view(context).linked })
            {
            case .done(let action): return Response.redirect(to: PagePath.done(action, at: PagePath.followUp(id)))
            case .nothing: return Response.redirect(to: PagePath.followUp(id))
            case .refused(let form, let status): return try await show(try await self.view(context), form: form, status: status, context)
            }
        }
    }

    private func show(
        _ view: FollowUpView, form: FollowUpForm = FollowUpForm(), status: HTTPResponse.Status = .ok, done: HistoryEntry.Action? = nil,
        _ context: SignedInContext
    ) async throws -> Response {
        let owners = view.actions.contains(.assign) ? context.visibility.possibleOwners(of: view.followUp, in: view.dossier) : []
        var next: FollowUp?
        if done != nil {
            let first = try await store.followUps(in: context.visibility, after: nil, overdueAt: nil, limit: 2)
            next = first.first { $0.id != view.followUp.id }
        }
        let page = try FollowUpPage(view, form: form, owners: owners, done: done, next: next, for: context.reader)
        return try context.show(page, status: status)
    }

    /// Throws the same `notFound` for a follow-up that does not exist and one that they may not read.
    private func view(_ context: SignedInContext) async throws -> FollowUpView {
        guard let id = context.parameters.get("id").flatMap({ Int64($0) }),
            let view = try await actions.view(of: id, in: context.visibility, rules: context.setup.rules, at: context.now)
        else { throw RequestError.notFound }
        context.noteReading(of: view.dossier?.code)
        return view
    }
}
