import FollowUps
import Hummingbird
import Templates
import WebPages

/// The stories of cases, for whoever looks after them.
struct CaseRoutes {
    let site: WebEnvironment
    let store: any VisibilityStore
    let doorkeeper: Doorkeeper

    func add(to router: some RouterMethods<WebContext>) {
        router.get("cases") { request, _ in
            try doorkeeper.show(request) { try list($0, after: request.uri.queryParameters.get("from").map { CaseCode($0) }) }
        }
        router.get("cases.csv") { request, _ in try doorkeeper.admit(request, download) }
        router.get("cases/:code") { request, context in
            try doorkeeper.show(request) { .story(try story(context, $0)) }
        }
        router.get("cases/:code/follow-ups.csv") { request, context in
            try doorkeeper.admit(request) { guest in
                Download(name: "case", guest: guest).response(.followUps(try story(context, guest).followUps))
            }
        }
    }

    private func list(_ guest: Doorkeeper.Guest, after code: CaseCode?) throws -> SignedInPage.Content {
        try guest.open(.cases)
        let length = ListPage<CaseSummary>.length
        let found = try store.caseLines(in: guest.visibility, after: code, limit: length + 1)
        let shown = Array(found.prefix(length))
        return .cases(ListPage(rows: shown, next: found.count > length ? shown.last.map { PagePath.next(after: $0.dossier.code) } : nil))
    }

    private func download(_ guest: Doorkeeper.Guest) throws -> Response {
        try guest.open(.cases)
        let (visibility, store) = (guest.visibility, store)
        return Download(name: "cases", guest: guest).response(
            reading: { last in try store.caseLines(in: visibility, after: last?.dossier.code, limit: Download.part) }, as: TableRows.cases)
    }

    /// Throws what says that there is no such page, whether there is no such case or they may not read its story.
    private func story(_ context: WebContext, _ guest: Doorkeeper.Guest) throws -> CaseTimeline {
        guard let code = context.parameters.get("code")?.removingPercentEncoding,
            let facts = try store.story(of: CaseCode(code), in: guest.visibility, by: guest.setup.rules.catalogue)
        else { throw Refusal.notFound }
        try guest.open(.story(facts.dossier))
        return facts
    }
}
