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
    private let site: WebEnvironment
    private let actions: any FollowUpActions
    private let monotonic: @Sendable () -> Double
    private let logger: Logger
    private let stores: PageStores
    private let newSecret: @Sendable () -> Secret
    private let readings: ReadingRecorder
    private let onListening: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - monotonic: in seconds. Rate limits need it: they must not stand still when the clock is set back.
    ///   - onListening: called with the port each time the server begins to listen.
    public init(
        address: ListenAddress, setup: WebSetup, actions: any FollowUpActions, stores: PageStores, newSecret: @escaping @Sendable () -> Secret,
        clock: @escaping @Sendable () -> Date, logger: Logger,
        monotonic: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime },
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.address = address
        site = WebEnvironment(setup: setup, clock: clock)
        self.actions = actions
        self.monotonic = monotonic
        self.logger = logger
        self.stores = stores
        self.newSecret = newSecret
        readings = ReadingRecorder(store: stores.readings, logger: logger)
        self.onListening = onListening
    }

    /// Replaces the setup and closes no connection; requests after this use the new one.
    public func reload(_ new: WebSetup) { site.reload(new) }

    public func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await application().run()
            } catch {
                logger.error("web: \(error)")
            }
            if Task.isShuttingDownGracefully || Task.isCancelled { break }
            logger.error("web: the pages have stopped; they are tried again in \(Self.pauseAfterFailure) seconds")
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(Self.pauseAfterFailure)) }
        }
    }

    private func application() -> some ApplicationProtocol {
        // Below `error`, Hummingbird logs only what we log ourselves.
        var quiet = Logger(label: "web")
        quiet.logLevel = .error
        return Application(
            responder: router().buildResponder(),
            server: .http1(
                configuration: .init(
                    additionalChannelHandlers: [ConnectionGuard(logger: logger)], idleTimeout: .seconds(Int64(Self.longestSilence)),
                    httpDecoderConfiguration: .init(maxHeaderFieldSize: 8 * 1024, maxHeaderListSize: 16 * 1024, maxHeaderFieldCount: 64))),
            configuration: ApplicationConfiguration(
                address: .hostname(address.host, port: address.port),
                availableConnectionsDelegate: MaximumAvailableConnections(Self.mostConnections, logger: quiet)),
            services: [readings],
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.info("web: \(site.setup.publicOrigin) is served on \(ListenAddress(host: address.host, port: port))")
                onListening(port)
            },
            logger: quiet)
    }

    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: ErrorPages(site: site, logger: logger))
        router.add(middleware: RateLimiting(logger: logger, now: monotonic))
        router.add(middleware: CSRFMiddleware(site: site))
        LinkRoutes(site: site, actions: actions, confirmations: LinkConfirmations(newSecret: newSecret), logger: logger).add(to: router)
        StaticRoutes(site: site).add(to: router)
        addSignedIn(to: router)
        return router
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
        let signedIn = SignedInRoutes(proven, site: site, sessions: stores.sessions, visibilities: stores.visibility, readings: readings)
        PersonalRoutes(store: stores.visibility).add(to: signedIn)
        FollowUpRoutes(site: site, actions: actions, store: stores.visibility, logger: logger).add(to: signedIn)
        CaseRoutes(store: stores.visibility, actions: stores.cases, logger: logger).add(to: signedIn)
        SchoolRoutes(store: stores.visibility, actions: stores.schools, states: states).add(to: signedIn)
        CalendarRoutes(site: site, store: stores.calendars, visibilities: stores.visibility, newSecret: newSecret).add(to: signedIn, and: proven)
        SearchRoutes(store: stores.visibility, actions: actions).add(to: signedIn)
        HistoryRoutes(store: stores.history, visibilities: stores.visibility, actions: actions).add(to: signedIn)
        AbsenceRoutes(store: stores.absences).add(to: signedIn)
        MonitoringRoutes(site: site, store: stores.metrics, states: states).add(to: router)
    }
}
