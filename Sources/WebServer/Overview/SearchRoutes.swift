import FollowUps
import Hummingbird
import Templates
import WebPages

struct SearchRoutes {
    let store: any VisibilityStore
    let actions: any FollowUpActions

    /// Of what was found; the list has all.
    static let most = 25

    func add(to routes: SignedInRoutes) {
        routes.get("contacts", of: .contacts) { _, context in try context.show(ContactsPage(for: context.reader)) }
        routes.get("search", of: .search, search)
    }

    /// A number or a code that is not theirs to read gives the answer of one that does not exist.
    @Sendable private func search(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let search = FollowUpSearch(request.uri.queryParameters.get("q") ?? "")
        let (visibility, rules) = (context.visibility, context.setup.rules)
        if let number = search.number, try await actions.view(of: number, in: visibility, rules: rules, at: context.now) != nil {
            return Response.redirect(to: PagePath.followUp(number))
        }
        for code in Set([search.words, search.words.uppercased()]).sorted().map({ CaseCode($0) }) where !search.words.isEmpty {
            if try await store.caseView(code, in: visibility, done: nil, rules: rules, at: context.now) != nil {
                return Response.redirect(to: PagePath.timeline(code))
            }
        }
        guard !search.words.isEmpty else { return try context.show(SearchPage([], total: 0, words: "", for: context.reader)) }
        let (rows, total) = try await store.followUps(in: visibility, matching: search, by: rules.catalogues, places: 0..<Self.most)
        return try context.show(SearchPage(rows, total: total, words: search.words, for: context.reader))
    }
}
