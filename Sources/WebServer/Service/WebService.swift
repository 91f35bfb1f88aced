import FollowUps
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle

/// Serves the pages until shutdown. A failure is logged and tried again, and stops no other service.
public struct WebService: Service {
    /// Further connections wait until one is closed.
    static let mostConnections = 512
    /// In seconds.
    static let longestSilence = 10
    /// In seconds.
    static let pauseAfterFailure = 5

    private let address: ListenAddress
    /// Nil when nobody monitors.
    private let monitoring: ListenAddress?
    private let site: WebEnvironment
    private let actions: any FollowUpActions
    private let monotonic: @Sendable () -> Double
    private let logger: Logger
    private let stores: PageStores
    private let newSecret: @Sendable () -> Secret
    private let readings: ReadingRecorder
    private let onListening: @Sendable (Int) -> Void
    private let throttle: LogThrottle

    /// - Parameters:
    ///   - monotonic: in seconds. Rate limits need it: they must not stand still when the clock is set back.
    ///   - onListening: called with the port each time the server begins to listen.
    public init(
        address: ListenAddress, monitoring: ListenAddress? = nil, setup: WebSetup, actions: any FollowUpActions, stores: PageStores,
        newSecret: @escaping @Sendable () -> Secret,
        clock: @escaping @Sendable () -> Date, logger: Logger,
        monotonic: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime },
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.address = address
        self.monitoring = monitoring
        site = WebEnvironment(setup: setup, clock: clock)
        self.actions = actions
        self.monotonic = monotonic
        self.logger = logger
        self.stores = stores
        self.newSecret = newSecret
        readings = ReadingRecorder(store: stores.readings, logger: logger)
        self.onListening = onListening
        throttle = LogThrottle(logger, now: monotonic)
    }

    /// Replaces the setup and closes no connection; requests after this use the new one.
    public func reload(_ new: WebSetup) { site.reload(new) }

    public func run() async throws {
        await withTaskGroup(of: Void.self) { tasks in
            if let monitoring {
                tasks.addTask {
                    await serve(what: "the answers to a monitor") {
                        try await application(monitoringRouter(), on: monitoring, as: "/healthz and /metrics are") { _ in }.run()
                    }
                }
            }
            await serve(what: "the pages") {
                try await application(router(), on: address, as: "\(site.setup.publicOrigin) is", onListening).run()
            }
        }
    }

    /// Until shutdown, also after a failure.
    private func serve(what: String, _ run: () async throws -> Void) async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await run()
            } catch {
                logger.error("web: \(error)")
            }
            if Task.isShuttingDownGracefully || Task.isCancelled { break }
            logger.error("web: \(what) have stopped; they are tried again in \(Self.pauseAfterFailure) seconds")
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(Self.pauseAfterFailure)) }
        }
    }

    private func application(
        _ router: Router<WebContext>, on address: ListenAddress, as subject: String, _ onListening: @escaping @Sendable (Int) -> Void
    ) -> some ApplicationProtocol {
        // Below `error`, Hummingbird logs only what we log ourselves.
        var quiet = Logger(label: "web")
        quiet.logLevel = .error
        return Application(
            responder: router.buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(throttle: throttle)], idleTimeout: .seconds(Int64(Self.longestSilence)),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections, logger: quiet)),
            services: [readings],
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.info("web: \(subject) served on \(ListenAddress(host: address.host, port: port))")
                onListening(port)
            },
            logger: quiet)
    }

    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: ErrorPages(site: site, logger: logger, throttle: throttle))
        router.add(middleware: RateLimiting(site: site, sessions: stores.sessions, logger: logger, now: monotonic))
        router.add(middleware: CSRFMiddleware(site: site))
        router.add(middleware: UnknownAddresses(session: session))
        LinkRoutes(site: site, actions: actions, confirmations: LinkConfirmations(newSecret: newSecret), logger: logger).add(to: router)
        StaticRoutes(site: site).add(to: router)
        addSignedIn(to: router)
        return router
    }

    /// For a monitor on this machine: on an address of its own, so that nothing that the reverse proxy passes on can lead there.
    func monitoringRouter() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: ErrorPages(site: site, logger: logger, throttle: throttle))
        MonitoringRoutes(site: site, store: stores.metrics, states: SchoolStates(store: stores.visibility)).add(to: router)
        return router
    }

    private var session: SessionMiddleware {
        SessionMiddleware(site: site, sessions: stores.sessions, visibilities: stores.visibility, readings: readings)
    }

    private func addSignedIn(to router: Router<WebContext>) {
        let states = SchoolStates(store: stores.visibility)
        // Browsers send the session cookie along with links from other sites, so here a request has to prove its origin.
        let proven = router.group().add(middleware: CSRFMiddleware(site: site, needsProof: true))
        SignInRoutes(
            site: site, store: stores.sessions, visibilities: stores.visibility,
            linkSender: MagicLinkSender(
                site: site, store: stores.sessions, visibilities: stores.visibility, newSecret: newSecret, logger: logger),
            newSecret: newSecret, logger: logger
        ).add(to: proven)
        SchoolAccountRoutes(site: site, store: stores.sessions, newSecret: newSecret, logger: logger).add(to: proven)
        let signedIn = SignedInRoutes(proven, session: session)
        PersonalRoutes(store: stores.visibility).add(to: signedIn)
        FollowUpRoutes(site: site, actions: actions, store: stores.visibility, logger: logger).add(to: signedIn)
        CaseOpeningRoutes(actions: stores.cases, store: stores.visibility, logger: logger).add(to: signedIn)
        CaseRoutes(store: stores.visibility, actions: stores.cases, logger: logger).add(to: signedIn)
        SchoolRoutes(store: stores.visibility, actions: stores.schools, states: states).add(to: signedIn)
        CalendarRoutes(site: site, store: stores.calendars, visibilities: stores.visibility, newSecret: newSecret).add(to: signedIn, and: proven)
        SearchRoutes(store: stores.visibility, actions: actions).add(to: signedIn)
        HistoryRoutes(store: stores.history, visibilities: stores.visibility, actions: actions).add(to: signedIn)
        AbsenceRoutes(store: stores.absences).add(to: signedIn)
    }
}
