import Logging
import ServiceLifecycle
import UnixSignals

/// Reads the configuration again on SIGHUP. A bad one is reported and changes nothing.
struct ReloadService: Service {
    /// Trapped before the daemon says that it is ready: a signal in between would be lost, or end it.
    let hangups: UnixSignalsSequence
    let notifier: SystemdNotifier
    let logger: Logger
    /// Reads all files, and hands them to the services only when nothing is wrong.
    let reload: @Sendable () async throws -> Void

    func run() async throws {
        for await _ in hangups.cancelOnGracefulShutdown() {
            notifier.reloading()
            do {
                try await reload()
                logger.notice("the configuration has been read again")
            } catch {
                logger.error("the configuration was not taken over, the old one goes on:")
                for line in "\(error)".split(whereSeparator: \.isNewline) { logger.error("\(line)") }
            }
            notifier.ready()
        }
    }
}
