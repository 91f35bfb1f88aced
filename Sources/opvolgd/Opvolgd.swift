import ArgumentParser
import Configuration
import Delivery
import DeliverySetup
import FollowUps
import Foundation
import Logging
import Messages
import Reminding
import ServiceLifecycle
import Store
import Templates
import UnixSignals
import WebServer

/// The daemon. The clock, the environment and signals come in here, and everything is put together.
struct Opvolgd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "opvolgd", abstract: "Reminds people of what is open until it is done.", version: "opvolgd \(programVersion)")

    @Option(help: "The configuration file; else $OPVOLG_CONFIG, ./opvolg.toml or /etc/opvolg/opvolg.toml.")
    var config: String?

    @Option(
        help: ArgumentHelp("Of several boards on this machine this one: /etc/opvolg/boards/BOARD/opvolg.toml.", valueName: "board"),
        transform: { text in
            guard let board = BoardName(text) else { throw ValidationError("expected \(BoardName.grammar)") }
            return board
        })
    var board: BoardName?

    @Flag(help: "Do one pass and exit, for cron.")
    var once = false

    @Option(help: ArgumentHelp("Send a test mail, open the bounce mailbox, say what came of both, and exit.", valueName: "address"))
    var sendTestTo: String?

    func validate() throws {
        if config != nil, board != nil { throw ValidationError("--config and --board name two configurations; give one of them") }
        if let sendTestTo, MailAddress(sendTestTo) == nil { throw ValidationError("expected \(MailAddress.grammar)") }
    }

    /// How long the end of the program waits for connections that are still closing.
    private static let longestEnd: TimeInterval = 2

    mutating func run() async throws {
        let code = await work()
        if !RunningThreads.end(within: Self.longestEnd) {
            // A thread waits for a server that does not answer. Cleaning up under it could crash the program after its work is done.
            fflush(nil)
            _exit(code)
        }
        if code != 0 { throw ExitCode(code) }
    }

    private func work() async -> Int32 {
        let environment = ProcessInfo.processInfo.environment
        LoggingSystem.bootstrap { _ in JournalLogHandler(environment: environment) }
        let logger = Logger(label: "opvolgd")
        let clock: @Sendable () -> Date = { Date() }
        let credentials = Credentials(environment: environment)
        let limit = RateLimit()
        do {
            let file = try ConfigurationFile.find(option: config, board: board, environment: environment)
            if let address = sendTestTo.flatMap({ MailAddress($0) }) {
                return try await TestMail.run(to: address, Settings.load(from: file), credentials: credentials, clock: clock) ? 0 : 1
            }
            let make: @Sendable (Settings) throws -> DaemonSetup = {
                try DaemonSetup($0, credentials: credentials, limit: limit, clock: clock)
            }
            let settings = try Settings.load(from: file)
            // Before anything is done: whatever is wrong with the files is found here.
            _ = try make(settings)
            for warning in settings.warnings { logger.warning("\(warning)") }
            let database = settings.service.database
            guard let lock = try DaemonLock(database: database) else { throw SetupError.another(database: database) }
            let notifier = SystemdNotifier(environment: environment)
            let lockWait = LockWait(whileWaiting: notifier.waits)
            let store = try Store(path: database, readers: 0, lockWait: lockWait)
            try await Self.noteClock(store, now: clock(), logger)
            let setup = try await make(once ? settings.goingOn(with: store) : Self.goingOn(settings, with: store, logger))
            // The lock is held until the very end.
            defer { withExtendedLifetime(lock) {} }
            if once {
                try await runOnce(store, setup.pass, clock: clock, logger: logger)
            } else {
                try await runUntilStopped(
                    store, setup, clock: clock, logger: logger, notifier: notifier,
                    load: { try await make(Settings.load(from: file).goingOn(with: store)) })
            }
        } catch {
            for line in "\(error)".split(whereSeparator: \.isNewline) { logger.critical("\(line)") }
            return Self.exitCode(for: error)
        }
        return 0
    }

    /// A daemon that cannot read its database says so at each pass, and goes on trying.
    private static func goingOn(_ settings: Settings, with store: Store, _ logger: Logger) async -> Settings {
        do {
            return try await settings.goingOn(with: store)
        } catch {
            logger.error("what is open by an earlier catalogue cannot be read: \(error)")
            return settings
        }
    }

    /// One pass, more while there is something due for the next person, then the bounce mailbox.
    private func runOnce(_ store: Store, _ setup: PassSetup, clock: @escaping @Sendable () -> Date, logger: Logger) async throws {
        let stop = StopSignal()
        let standby = try await store.outbox.standbyFinding(fence: setup.fence, at: clock())
        guard standby.maySend else { throw SetupError.standby(standby) }
        if let problem = standby.problem { logger.error("\(problem)") }
        let pass = Pass(outbox: store.outbox, setup: setup, clock: clock, logger: logger, isStopping: { stop.wasReceived })
        func passes() async throws {
            var rounds = 0
            repeat {
                try await pass.run()
                rounds += 1
            } while try await store.outbox.nextInstant().map { $0 <= clock() } ?? false && !stop.wasReceived && rounds < Self.mostRounds
        }
        try await passes()
        // Last, because reminders must not wait for a mailbox. What came back goes to the next person at once.
        let reports = BounceProcessor(outbox: store.outbox, clock: clock, logger: logger, isStopping: { stop.wasReceived })
        if await reports.look(setup) > 0, !stop.wasReceived { try await passes() }
        if let deadMansSwitch = setup.deadMansSwitch {
            let keepAlive = HeartbeatSender(logger: logger)
            let stall = DeliveryStall.since(try await store.outbox.channelProgress(), limit: setup.stallLimit, at: clock())
            if keepAlive.mayPing(stalledSince: stall) { await keepAlive.ping(deadMansSwitch) }
        }
        await MessageRemoval(outbox: store.outbox, clock: clock, logger: logger, isStopping: { stop.wasReceived }).runIfDue(setup)
    }

    /// Warns when the clock shows less than a program has seen before. What was to come by then is not sent a second time.
    private static func noteClock(_ store: Store, now: Date, _ logger: Logger) async throws {
        guard let (finding, latest) = try await store.outbox.clockFinding(at: now), latest > now.addingTimeInterval(ReminderService.clockTolerance),
            let lastPass = try await store.outbox.lastPass()
        else { return }
        // The pass undoes what the clock did, and reports it.
        if case .returned = finding { return }
        logger.warning(
            "the clock was set back: the last pass ended at \(lastPass.formatted(.iso8601)), and it is \(now.formatted(.iso8601)); set it right, or reminders wait for it"
        )
    }

    /// How many pages read the database at once.
    private static let pageReaders = 4

    /// More than a chain of deputies can be long.
    private static let mostRounds = 20

    private func runUntilStopped(
        _ store: Store, _ setup: DaemonSetup, clock: @escaping @Sendable () -> Date, logger: Logger, notifier: SystemdNotifier,
        load: @escaping @Sendable () async throws -> DaemonSetup
    ) async throws {
        let reminders = ReminderService(outbox: store.outbox, setup: setup.pass, clock: clock, logger: logger, supervisor: notifier)
        let reports = BounceService(outbox: store.outbox, setup: setup.pass, clock: clock, logger: logger, passOn: reminders.wake)
        let removal = RemovalService(outbox: store.outbox, setup: setup.pass, clock: clock, logger: logger)
        setup.tellOfSchoolAccount(logger)
        let web = try await webFront(setup, database: store.path, clock: clock, logger: logger)
        let reloading = ReloadService(hangups: await UnixSignalsSequence(trapping: .sighup), notifier: notifier, logger: logger) {
            let new = try await load()
            new.warnOfWhatStays(since: setup.settings, logger)
            new.tellOfSchoolAccount(logger)
            reminders.reload(new.pass)
            reports.reload(new.pass)
            removal.reload(new.pass)
            if let web, let pages = new.web { web.reload(pages) }
        }
        logger.info("opvolgd \(programVersion) runs on \(store.path)")
        // The last one stops first and is waited for, so no page that hangs keeps a message from being finished.
        let services: [any Service] = (web.map { [$0] } ?? []) + [removal, reports, reloading, reminders]
        try await ServiceGroup(
            services: services, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "lifecycle") { _ in SwiftLogNoOpLogHandler() }
        ).run()
        logger.info("stopped")
    }

    /// Nil when there are no pages. Throws before anything has begun when the address cannot be listened on.
    private func webFront(
        _ setup: DaemonSetup, database: String, clock: @escaping @Sendable () -> Date, logger: Logger
    ) async throws -> WebService? {
        guard let settings = setup.settings.web, let pages = setup.web else { return nil }
        let address = ListenAddress(host: settings.host, port: settings.port)
        try await address.check()
        let monitoring = settings.monitoring.map { ListenAddress(host: $0.host, port: $0.port) }
        try await monitoring?.check("[web] monitoring")
        // With connections of its own, so that the reminders notice changes of a page as they notice those of the command line.
        let store = try Store(path: database, readers: Self.pageReaders)
        return WebService(
            address: address, monitoring: monitoring, setup: pages, actions: StoredFollowUpActions(store: store),
            stores: PageStores(
                sessions: store.sessions, visibility: store.visibility, calendars: store.sessions, metrics: store.figures,
                cases: StoredCaseActions(store: store), absences: StoredAbsences(store: store), schools: StoredSchoolActions(store: store),
                readings: store.history, history: store.history),
            newSecret: Secret.drawn, clock: clock, logger: logger)
    }

    /// 75 is `EX_TEMPFAIL`, 78 is `EX_CONFIG` (sysexits.h).
    private static func exitCode(for error: any Error) -> Int32 {
        switch error {
        case SetupError.another: 75
        case is ConfigurationProblems, is ConfigurationFile.NotFound, is TemplateProblems, is CredentialError, is TransportError: 78
        default: 1
        }
    }
}
