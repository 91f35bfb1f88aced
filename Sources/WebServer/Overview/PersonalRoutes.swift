import FollowUps
import Hummingbird
import WebPages

struct PersonalRoutes {
    let store: any VisibilityStore

    func add(to routes: SignedInRoutes) {
        routes.get("/", of: .today) { _, context in
            let followUps = try await store.followUps(in: context.visibility, after: nil, overdueAt: nil, limit: TodayPage.most + 1)
            return try context.show(TodayPage(followUps, for: context.reader))
        }
        routes.get("follow-ups", of: .followUps, list)
        routes.get("follow-ups.csv", of: .followUps, download)
    }

    @Sendable private func list(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let place = request.uri.queryParameters.get("from").flatMap { ListCursor($0) }
        let found = try await store.followUps(in: context.visibility, after: place, overdueAt: nil, limit: ListPart<FollowUp>.length + 1)
        let part = ListPart(found) { ListCursor(after: $0, context.clock).text }
        return try context.show(FollowUpsPage(part, for: context.reader))
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (visibility, clock, store) = (context.visibility, context.clock, store)
        return Download(name: "follow-ups", context: context).response(
            reading: { last in
                try await store.followUps(in: visibility, after: last.map { ListCursor(after: $0, clock) }, overdueAt: nil, limit: Download.part)
            }, as: TableRows.followUps)
    }
}
