import FollowUps
import Hummingbird
import WebPages

/// What is somebody's own: the daily view, and all of it.
struct PersonalRoutes {
    let site: WebEnvironment
    let store: any VisibilityStore
    let doorkeeper: Doorkeeper

    func add(to router: some RouterMethods<WebContext>) {
        router.get("/") { request, _ in try doorkeeper.show(request, today) }
        router.get("follow-ups") { request, _ in
            try doorkeeper.show(request) { try list($0, from: request.uri.queryParameters.get("from").flatMap { ListCursor($0) }) }
        }
        router.get("follow-ups.csv") { request, _ in try doorkeeper.admit(request, download) }
    }

    private func today(_ guest: Doorkeeper.Guest) throws -> SignedInPage.Content {
        try guest.open(.today)
        let clock = guest.setup.rules.directory.clock
        let followUps = try store.followUps(in: guest.visibility, after: nil, overdueAt: nil, limit: TodayPage.most + 1)
        return .today(TodayPage(followUps, on: clock.day(of: guest.now), at: guest.now, clock))
    }

    private func list(_ guest: Doorkeeper.Guest, from place: ListCursor?) throws -> SignedInPage.Content {
        try guest.open(.followUps)
        let length = ListPage<FollowUp>.length
        let found = try store.followUps(in: guest.visibility, after: place, overdueAt: nil, limit: length + 1)
        let shown = Array(found.prefix(length))
        let next = found.count > length ? shown.last.map { ListCursor(after: $0, guest.setup.rules.directory.clock).text } : nil
        return .followUps(ListPage(rows: shown, next: next))
    }

    private func download(_ guest: Doorkeeper.Guest) throws -> Response {
        try guest.open(.followUps)
        let (visibility, clock, store) = (guest.visibility, guest.setup.rules.directory.clock, store)
        return Download(name: "follow-ups", guest: guest).response(
            reading: { last in
                try store.followUps(in: visibility, after: last.map { ListCursor(after: $0, clock) }, overdueAt: nil, limit: Download.part)
            }, as: TableRows.followUps)
    }
}
