import FollowUps
import Hummingbird
import Templates
import WebPages

struct CaseRoutes {
    let store: any VisibilityStore

    func add(to routes: SignedInRoutes) {
        routes.get("cases", of: .cases, list)
        routes.get("cases.csv", of: .cases, download)
        routes.get("cases/:code", of: .timeline) { _, context in try context.show(TimelinePage(try await timeline(context), for: context.reader)) }
        routes.get("cases/:code/follow-ups.csv", of: .timeline) { _, context in
            Download(name: "case", context: context).response(.followUps(try await timeline(context).followUps))
        }
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let code = request.uri.queryParameters.get("from").map { CaseCode($0) }
        let found = try await store.caseLines(in: context.visibility, after: code, limit: ListPart<CaseSummary>.length + 1)
        let part = ListPart(found) { PagePath.next(after: $0.dossier.code) }
        return try context.show(CasesPage(part, for: context.reader))
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (visibility, store) = (context.visibility, store)
        return Download(name: "cases", context: context).response(
            reading: { last in try await store.caseLines(in: visibility, after: last?.dossier.code, limit: Download.part) }, as: TableRows.cases)
    }

    /// Throws the same `notFound` for a case that does not exist and one that they may not read.
    private func timeline(_ context: SignedInContext) async throws -> CaseTimeline {
        guard let code = context.parameters.get("code")?.removingPercentEncoding,
            let facts = try await store.timeline(of: CaseCode(code), in: context.visibility, by: context.setup.rules.catalogue),
            context.visibility.seesTimeline(of: facts.dossier)
        else { throw RequestError.notFound }
        return facts
    }
}
