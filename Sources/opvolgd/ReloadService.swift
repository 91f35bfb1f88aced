import Logging
import Reminding
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP; a bad one leaves the old one in force and is told of.
struct ReloadService: Service {
    let reminders: ReminderService
    let reports: ReportService
    let notifier: SystemdNotifier
    let logger: Logger
    let load: @Sendable () throws -> PassSetup

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            notifier.reloading()
            do {
                let setup = try load()
                reminders.reload(setup)
                reports.reload(setup)
                logger.notice("the configuration has been read again")
            } catch {
                logger.error("the configuration was not taken over, the old one goes on:")
                for line in "\(error)".split(whereSeparator: \.isNewline) { logger.error("\(line)") }
            }
            notifier.ready()
        }
    }
}
