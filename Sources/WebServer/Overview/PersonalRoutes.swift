import FollowUps
import Hummingbird
import Synchronization
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
        let search = FollowUpSearch(request)
        let asked = request.uri.queryParameters.get("page").flatMap { Int($0) } ?? 1
        let first = try await found(search, on: asked, context)
        // A page that is no longer there: the last one is.
        let number = min(max(1, asked), first.count)
        return try context.show(
            FollowUpsPage(number == asked ? first : try await found(search, on: number, context), found: search, for: context.reader))
    }

    private func found(_ search: FollowUpSearch, on number: Int, _ context: SignedInContext) async throws -> NumberedPart<FollowUp> {
        let (rows, total) = try await store.followUps(
            in: context.visibility, matching: search, by: context.setup.rules.catalogues, places: NumberedPart<FollowUp>.places(on: number))
        return NumberedPart(rows: rows, number: number, total: total)
    }

    @Sendable private func download(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (visibility, catalogues, store, search) = (context.visibility, context.setup.rules.catalogues, store, FollowUpSearch(request))
        let read = Counted()
        return Download(name: "follow-ups", context: context).response(
            reading: { _ in
                let rows = try await store.followUps(in: visibility, matching: search, by: catalogues, places: read.next(Download.part)).rows
                return rows
            }, as: TableRows.followUps)
    }
}

/// How much of a list has been read.
private final class Counted: Sendable {
    private let count = Mutex(0)

    /// The places of the next part.
    func next(_ part: Int) -> Range<Int> {
        count.withLock { count in
            defer { count += part }
            return count..<count + part
        }
    }
}

extension FollowUpSearch {
    /// What the address of a list asks for. A state that there is not counts as none.
    init(_ request: Request) {
        let fields = request.uri.queryParameters
        func text(_ name: Substring) -> String { fields.get(String(name)) ?? "" }
        let school = text("school")
        self.init(text("q"), at: school.isEmpty ? nil : SchoolID(school), state: State(rawValue: text("state")) ?? .open)
    }
}
