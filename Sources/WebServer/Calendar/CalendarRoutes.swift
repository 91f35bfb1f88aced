import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// The page on which somebody makes, renews and ends the private address of their calendar, and that address itself.
struct CalendarRoutes {
    let site: WebEnvironment
    let store: any CalendarStore & VisibilityStore
    let newSecret: @Sendable () -> Secret

    /// - Parameter router: for the address itself, to which a calendar comes without a session.
    func add(to routes: SignedInRoutes, and router: some RouterMethods<WebContext>) {
        routes.get("calendar", of: .calendar) { _, context in
            try context.show(CalendarPage(madeAt: try store.calendarFeedMade(for: context.visibility.viewer.id), for: context.reader))
        }
        routes.post("calendar", of: .calendar, make)
        routes.post("calendar/end", of: .calendar, end)
        router.get("calendar/{secret}.ics") { request, context in try feed(request, context) }
    }

    /// The answer to the form shows the address: nothing else ever can.
    @Sendable private func make(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let (person, secret) = (context.visibility.viewer.id, newSecret())
        try store.setCalendarFeed(of: person, to: secret, by: person.rawValue, at: context.now)
        return try context.show(CalendarPage(address: context.setup.publicOrigin + PagePath.calendar(secret), for: context.reader))
    }

    @Sendable private func end(_ request: Request, _ context: SignedInContext) async throws -> Response {
        let person = context.visibility.viewer.id
        _ = try store.revokeCalendarFeed(of: person, by: person.rawValue, at: context.now)
        return Response(status: .seeOther, headers: [.location: "/calendar"])
    }

    private func feed(_ request: Request, _ context: WebContext) throws -> Response {
        let (setup, now) = (site.setup, site.clock())
        // Whoever has left the configuration has no calendar here.
        guard let secret = context.parameters.get("secret").flatMap({ Secret($0) }), let person = try store.person(withCalendar: secret),
            let visibility = try store.visibility(of: person, rules: setup.rules, at: now)
        else { throw Refusal.notFound }
        let followUps = try store.followUps(in: visibility, after: nil, overdueAt: nil, limit: CalendarFeed.most)
        let bytes = ICalendarText.bytes(
            of: CalendarFeed(followUps, setup.rules.directory.clock), language: visibility.viewer.language, host: host(of: setup.publicOrigin),
            address: setup.publicOrigin + PagePath.today)
        let tag = ETag(bytes)
        // Kept by nobody on the way, and by the calendar only to ask whether it is still so.
        let headers: HTTPFields = [.eTag: tag.text, .cacheControl: "private, no-cache"]
        if tag.matches(request.headers[.ifNoneMatch]) { return Response(status: .notModified, headers: headers) }
        var response = Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        response.headers[.contentType] = "text/calendar; charset=utf-8"
        return response
    }

    private func host(of origin: String) -> String {
        String(origin.drop { $0 != ":" }.dropFirst(3).prefix { $0 != ":" })
    }
}
