import ArgumentParser
import Configuration
import Delivery
import FollowUps
import Foundation
import Logging
import Messages
import Reminding
import ServiceLifecycle
import Store
import UnixSignals
import Web

/// The daemon: here the clock, the environment and the signals come in, and everything is put together.
struct Opvolgd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opvolgd", abstract: "Reminds people of what is open until it is done.", version: "opvolgd \(programVersion)")

    @Option(help: "The configuration file; else $OPVOLG_CONFIG, ./opvolg.toml or /etc/opvolg/opvolg.toml.")
    var config: String?

    @Flag(help: "Do one pass and exit, for cron.")
    var once = false

    mutating func run() async throws {
        let environment = ProcessInfo.processInfo.environment
        LoggingSystem.bootstrap { _ in JournalLogHandler() }
        let logger = Logger(label: "opvolgd")
        let clock: @Sendable () -> Date = { Date() }
        let credentials = Credentials(environment: environment)
        let limit = RateLimit()
        do {
            let file = try ConfigurationFile.find(option: config, environment: environment)
            let load: @Sendable () throws -> DaemonSetup = {
                try DaemonSetup(file: file, credentials: credentials, limit: limit, clock: clock)
            }
            let setup = try load()
            for warning in setup.settings.warnings { logger.warning("\(warning)") }
            let database = setup.settings.service.database
            guard let lock = try ProcessLock(database: database) else { throw SetupError.another(database: database) }
            let store = try Store(path: database)
            // Held until the very end.
            defer { withExtendedLifetime(lock) {} }
            if once {
                try await runOnce(store, setup.pass, clock: clock, logger: logger)
            } else {
                try await runUntilStopped(
                    store, setup, clock: clock, logger: logger, notifier: SystemdNotifier(environment: environment), load: load)
            }
        } catch {
            for line in "\(error)".split(whereSeparator: \.isNewline) { logger.critical("\(line)") }
            throw ExitCode(Self.exitCode(for: error))
        }
    }

    /// One pass, and another at once for what the first one passed on to somebody else.
    private func runOnce(_ store: Store, _ setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger) async throws {
        let stop = StopSignal()
        let pass = Pass(outbox: store, setup: setup, clock: clock, logger: logger, isStopping: { stop.wasReceived })
        var rounds = 0
        repeat {
            try await pass.run()
            rounds += 1
        } while try store.nextInstant().map { $0 <= clock() } ?? false && !stop.wasReceived && rounds < Self.mostRounds
        if let deadMansSwitch = setup.deadMansSwitch { await SignOfLife(logger: logger).ping(deadMansSwitch) }
    }

    /// More than a chain of people can be long.
    private static let mostRounds = 20

    private func runUntilStopped(
        _ store: Store, _ setup: DaemonSetup, clock: @escaping @Sendable () -> Date, logger: Logger, notifier: SystemdNotifier,
        load: @escaping @Sendable () throws -> DaemonSetup
    ) async throws {
        let reminders = ReminderService(outbox: store, setup: setup.pass, clock: clock, logger: logger, supervisor: notifier)
        let web = try await webFront(setup, database: store.path, clock: clock, logger: logger)
        let reloading = ReloadService(notifier: notifier, logger: logger) {
            let new = try load()
            new.warnOfWhatStays(since: setup.settings, logger)
            reminders.reload(new.pass)
            if let web, let pages = new.web { web.reload(pages) }
        }
        logger.info("opvolgd \(programVersion) runs on \(store.path)")
        // The last one is the first to be stopped: a page that hangs keeps no message from being finished.
        let services: [any Service] = (web.map { [$0] } ?? []) + [reloading, reminders]
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
        ).run()
        logger.info("stopped")
    }

    /// Nil when there are to be no pages; throws before anything has begun when nobody can listen where they are to be.
    private func webFront(
        _ setup: DaemonSetup, database: String, clock: @escaping @Sendable () -> Date, logger: Logger
    ) async throws -> WebFront? {
        guard let settings = setup.settings.web, let pages = setup.web else { return nil }
        let address = ListenAddress(host: settings.host, port: settings.port)
        try await address.check()
        // A connection of its own: so the reminding hears of what is changed on a page as it hears of the command line.
        return WebFront(
            address: address, setup: pages, clock: clock, logger: logger, store: try Store(path: database),
            newSecret: {
                var generator = SystemRandomNumberGenerator()
                return Secret(from: &generator)
            })
    }

    /// As the contract has them.
    private static func exitCode(for error: any Error) -> Int32 {
        switch error {
        case SetupError.another: 75
        case is ConfigurationProblems, is ConfigurationFile.NotFound, is TemplateProblems, is SetupError, is TransportError: 78
        default: 1
        }
    }
}
