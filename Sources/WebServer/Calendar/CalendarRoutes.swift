import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

struct CalendarRoutes {
    let site: WebEnvironment
    let store: any CalendarStore
    let visibilities: any VisibilityStore
    let newSecret: @Sendable () -> Secret

    /// - Parameter router: serves the feed; a calendar program fetches it without a session.
    func add(to routes: SignedInRoutes, and router: some RouterMethods<WebContext>) {
        routes.get("calendar", of: .calendar) { _, context in
            try context.show(CalendarPage(madeAt: try await store.calendarFeedMade(for: context.visibility.viewer.id), for: context.reader))
        }
        routes.post("calendar", of: .calendar, make)
        routes.post("calendar/end", of: .calendar, end)
        router.get("calendar/{secret}.ics") { request, context in try await feed(request, context) }
    }

    /// Only this answer can show the address: the database holds no more than its hash.
    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, secret) = (context.visibility.viewer.id, newSecret())
        try await store.setCalendarFeed(of: person, to: secret, by: person.rawValue, at: context.now)
        return try context.show(CalendarPage(address: context.setup.publicOrigin.url(PagePath.calendar(secret)), for: context.reader))
    }

    @Sendable private func end(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let person = context.visibility.viewer.id
        _ = try await store.revokeCalendarFeed(of: person, by: person.rawValue, at: context.now)
        return Response.redirect(to: "/calendar")
    }

    private func feed(_ request: Request, _ context: WebContext) async throws -> Response {
        let (setup, now) = (site.setup, site.clock())
        guard let secret = context.parameters.get("secret").flatMap({ Secret($0) }), let person = try await store.person(withCalendar: secret),
            let visibility = try await visibilities.visibility(of: person, rules: setup.rules, at: now)
        else { throw RequestError.notFound }
        let followUps = try await visibilities.followUps(in: visibility, after: nil, overdueAt: nil, limit: CalendarFeed.most)
        let bytes = ICalendarText.bytes(
            of: CalendarFeed(followUps, setup.rules.directory.clock), language: visibility.viewer.language,
            address: setup.publicOrigin.url(PagePath.today))
        let tag = ETag(bytes)
        // No proxy may store the feed. The calendar program may, but asks each time whether it has changed.
        let headers: HTTPFields = [.eTag: tag.text, .cacheControl: "private, no-cache"]
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        var response = Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        response.headers[.contentType] = "text/calendar; charset=utf-8"
        return response
    }
}
