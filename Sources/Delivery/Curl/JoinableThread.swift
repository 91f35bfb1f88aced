import Foundation
import Synchronization

/// A thread that can be joined, so that libraries' thread-local clean-up is waited for too. Foundation's cannot.
final class JoinableThread: Sendable {
    private let identifier: pthread_t
    private let hasFinished = DispatchSemaphore(value: 0)
    private let isJoined = Mutex(false)

    private final class Start {
        let name: String
        let work: () -> Void
        init(_ name: String, _ work: @escaping () -> Void) { (self.name, self.work) = (name, work) }
    }

    /// Nil when the system has no more threads.
    init?(name: String, _ work: @escaping @Sendable () -> Void) {
        let start = Unmanaged.passRetained(
            Start(name) { [hasFinished] in
                work()
                hasFinished.signal()
            })
        var identifier = pthread_t()
        let problem = pthread_create(
            &identifier, nil,
            { pointer in
                guard let pointer else { return nil }
                let start = Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
                // Linux takes at most fifteen bytes.
                Thread.current.name = String(decoding: start.name.utf8.prefix(15), as: UTF8.self)
                start.work()
                return nil
            }, start.toOpaque())
        guard problem == 0 else {
            start.release()
            return nil
        }
        self.identifier = identifier
    }

    /// Returns whether the thread ended by the deadline.
    func join(by deadline: DispatchTime) -> Bool {
        isJoined.withLock { isJoined in
            if isJoined { return true }
            guard hasFinished.wait(timeout: deadline) == .success else { return false }
            // Only the libraries' clean-up remains.
            pthread_join(identifier, nil)
            isJoined = true
            return true
        }
    }
}
