import FollowUps
import Foundation
import Logging
import ServiceLifecycle
import Synchronization

/// Where it is written down who read which case.
public protocol ReadingStore: Sendable {
    /// Fails once `stopWaiting` was called, where it would have to wait.
    func record(_ readings: [CaseReading]) async throws
    /// The program ends.
    func stopWaiting()
}

/// Writes down who read which case, beside the answers: no page waits for it, also while another program keeps the database locked.
final class ReadingRecorder: Service {
    private struct Waiting {
        /// To be written, at most `most`, with the instants of reading.
        var readings: [CaseReading] = []
        var latest: [Key: Date] = [:]
        /// While it runs.
        var signal: AsyncStream<Void>.Continuation?
    }

    private struct Key: Hashable {
        let caseCode: CaseCode
        let person: PersonID
    }

    static let most = 10_000

    private let store: any ReadingStore
    private let logger: Logger
    /// In seconds, after a failure.
    private let pause: Double
    private let waiting = Mutex(Waiting())

    init(store: any ReadingStore, logger: Logger, pause: Double = 2) {
        self.store = store
        self.logger = logger
        self.pause = pause
    }

    /// Returns at once. Whoever goes on reading a case is noted once in a while.
    func note(_ caseCode: CaseCode, by person: PersonID, at now: Date) {
        let signal = waiting.withLock { waiting -> AsyncStream<Void>.Continuation? in
            let key = Key(caseCode: caseCode, person: person)
            if let latest = waiting.latest[key], abs(now.timeIntervalSince(latest)) < CaseReading.pause { return nil }
            if waiting.latest.count >= Self.most { waiting.latest = [:] }
            waiting.latest[key] = now
            if waiting.readings.count < Self.most { waiting.readings.append(CaseReading(caseCode, by: person, at: now)) }
            return waiting.signal
        }
        signal?.yield()
    }

    func run() async throws {
        let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        waiting.withLock { $0.signal = signal }
        // For what was read before it ran.
        signal.yield()
        await withGracefulShutdownHandler {
            for await _ in signals {
                while await !write(), !Task.isShuttingDownGracefully, !Task.isCancelled {
                    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: .seconds(self.pause)) }
                }
            }
        } onGracefulShutdown: {
            self.store.stopWaiting()
            signal.finish()
        }
        // What was read last.
        _ = await write()
    }

    /// Returns whether nothing is left to write.
    private func write() async -> Bool {
        let readings = waiting.withLock { $0.readings }
        if readings.isEmpty { return true }
        do {
            try await store.record(readings)
            return waiting.withLock { waiting in
                waiting.readings.removeFirst(readings.count)
                return waiting.readings.isEmpty
            }
        } catch {
            // Neither the case nor the reader: whoever is excluded may read the log.
            logger.warning("web: who read what cannot be written down yet: \(error)")
            return false
        }
    }
}
