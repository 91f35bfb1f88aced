import FollowUps
import HTTPTypes
import Hummingbird
import WebPages

/// Health and metrics, without sign-in: for a monitor on this machine only. They have a loopback address of their own, and a request that a proxy
/// passes on there all the same gets 404.
struct MonitoringRoutes {
    let site: WebEnvironment
    let store: any MetricsStore
    let states: SchoolStates

    private static let marksOfProxies = ["X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", "Via"]
        .compactMap { HTTPField.Name($0) }

    func add(to router: Router<WebContext>) {
        router.get("healthz") { request, _ in try await health(request) }
        router.get("metrics") { request, _ in try await metrics(request) }
    }

    private func health(_ request: Request) async throws -> Response {
        try refuseFromOutside(request)
        let now = site.clock()
        let isWell = try await store.serviceMetrics([], at: now).isWell(at: now)
        return text(isWell ? "ok\n" : "no pass has ended well in the last five minutes\n", status: isWell ? .ok : .serviceUnavailable)
    }

    private func metrics(_ request: Request) async throws -> Response {
        try refuseFromOutside(request)
        let (setup, now) = (site.setup, site.clock())
        // Anybody may see the numbers of a monitor (promise 6).
        let hidden = try await store.casesKeptFromRoles(by: setup.rules)
        var schools: [SchoolStats] = []
        for school in setup.rules.directory.schools {
            schools.append(try await states.state(of: school.id, without: hidden, at: now, setup).figures)
        }
        let figures = try await store.serviceMetrics(schools, at: now)
        let metrics = PrometheusText.text(
            of: figures, in: setup.rules.directory, emptyRoles: { setup.rules.rolesWithoutHolder(at: $0).count }, at: now)
        return text(metrics, type: "text/plain; version=0.0.4")
    }

    private func refuseFromOutside(_ request: Request) throws {
        if Self.marksOfProxies.contains(where: { request.headers[$0] != nil }) { throw RequestError.notFound }
    }

    private func text(_ text: String, type: String = "text/plain", status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "\(type); charset=utf-8"], body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
