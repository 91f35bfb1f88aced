import FollowUps
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import ServiceLifecycle

/// Serves the pages until it is asked to stop. Whatever goes wrong with it is told, and stops nothing else.
public struct WebFront: Service {
    /// The most connections at once; the next ones wait until one of these is closed.
    static let mostConnections = 512
    /// Seconds after which a connection that says nothing is closed.
    static let longestSilence = 10
    /// Seconds before it is tried again after it has stopped by itself.
    static let pauseAfterFailure = 5

    private let address: ListenAddress
    private let site: WebEnvironment
    private let desk: any FollowUpActions
    private let monotonic: @Sendable () -> Double
    private let logger: Logger
    private let store: any PageStore
    private let newSecret: @Sendable () -> Secret
    private let onListening: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - monotonic: seconds, from whenever; for rate limits, which must not stand still when somebody sets the clock back.
    ///   - onListening: told the port, each time that it begins to listen.
    public init(
        address: ListenAddress, setup: WebSetup, desk: any FollowUpActions, store: any PageStore, newSecret: @escaping @Sendable () -> Secret,
        clock: @escaping @Sendable () -> Date, logger: Logger,
        monotonic: @escaping @Sendable () -> Double = { ProcessInfo.processInfo.systemUptime },
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.address = address
        site = WebEnvironment(setup: setup, clock: clock)
        self.desk = desk
        self.monotonic = monotonic
        self.logger = logger
        self.store = store
        self.newSecret = newSecret
        self.onListening = onListening
    }

    /// Puts another configuration in the place of the present one, without closing anything; requests after this use it.
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
        // The library tells nothing that we do not tell ourselves.
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
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? address.port
                logger.info("web: \(site.setup.publicOrigin) is served on \(ListenAddress(host: address.host, port: port))")
                onListening(port)
            },
            logger: quiet)
    }

    /// Every page, and what each request goes through before it.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: SecurityHeaders(site: site))
        router.add(middleware: ErrorPages(site: site, logger: logger))
        router.add(middleware: RateLimiting(logger: logger, now: monotonic))
        router.add(middleware: CSRFMiddleware(site: site))
        LinkRoutes(site: site, desk: desk, logger: logger).add(to: router)
        StaticRoutes(site: site).add(to: router)
        addInside(to: router)
        return router
    }

    /// The pages of whoever is signed in, and what machines fetch.
    private func addInside(to router: Router<WebContext>) {
        let states = SchoolStates(store: store)
        // A cookie says who somebody is here, and goes along with whatever another site sends.
        let inside = router.group().add(middleware: CSRFMiddleware(site: site, needsProof: true))
        SignInRoutes(
            site: site, store: store, desk: MagicLinkSender(site: site, store: store, newSecret: newSecret, logger: logger), newSecret: newSecret,
            logger: logger
        ).add(to: inside)
        let signedIn = SignedInRoutes(inside, site: site, store: store)
        PersonalRoutes(store: store).add(to: signedIn)
        FollowUpRoutes(site: site, desk: desk, logger: logger).add(to: signedIn)
        CaseRoutes(store: store).add(to: signedIn)
        SchoolRoutes(store: store, states: states).add(to: signedIn)
        CalendarRoutes(site: site, store: store, newSecret: newSecret).add(to: signedIn, and: inside)
        MonitoringRoutes(site: site, store: store, states: states).add(to: router)
    }
}
