import Foundation
import Synchronization

/// Notes SIGTERM and SIGINT, so that a single pass finishes what it is sending and begins nothing new.
final class StopSignal: Sendable {
    private static let received = Atomic<Bool>(false)

    var wasReceived: Bool { Self.received.load(ordering: .relaxed) }

    init() {
        for number in [SIGTERM, SIGINT] {
            // A signal handler may do no more than this.
            signal(number) { _ in StopSignal.received.store(true, ordering: .relaxed) }
        }
    }
}
