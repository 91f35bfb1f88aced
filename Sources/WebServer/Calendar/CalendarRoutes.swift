import FollowUps
import Foundation
import Hummingbird
import Templates
import WebPages

/// The page on which somebody makes, renews and ends the private address of their calendar, and that address itself.
struct CalendarRoutes {
    let site: WebEnvironment
    let store: any CalendarStore & VisibilityStore
    let doorkeeper: Doorkeeper
    let newSecret: @Sendable () -> Secret

    func add(to router: some RouterMethods<WebContext>) {
        router.get("calendar") { request, _ in try doorkeeper.show(request, look) }
        router.post("calendar") { request, _ in try doorkeeper.show(request, make) }
        router.post("calendar/end") { request, _ in try doorkeeper.admit(request, end) }
        router.get("calendar/{secret}.ics") { request, context in try feed(request, context) }
    }

    private func look(_ guest: Doorkeeper.Guest) throws -> SignedInPage.Content {
        try guest.open(.calendar)
        return .calendar(try store.calendarFeedMade(for: guest.visibility.viewer.id).map { .made(since: $0) } ?? .none)
    }

    /// The answer to the form shows the address: nothing else ever can.
    private func make(_ guest: Doorkeeper.Guest) throws -> SignedInPage.Content {
        try guest.open(.calendar)
        let (person, secret) = (guest.visibility.viewer.id, newSecret())
        try store.setCalendarFeed(of: person, to: secret, by: person.rawValue, at: guest.now)
        return .calendar(.shown(address: guest.setup.publicOrigin + PagePath.calendar(secret)))
    }

    private func end(_ guest: Doorkeeper.Guest) throws -> Response {
        let person = guest.visibility.viewer.id
        _ = try store.revokeCalendarFeed(of: person, by: person.rawValue, at: guest.now)
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
