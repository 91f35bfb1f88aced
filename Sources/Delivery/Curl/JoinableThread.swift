import Foundation
import Synchronization

/// A thread whose end can be waited for, with all that libraries clear up when a thread ends; Foundation's cannot.
final class JoinableThread: Sendable {
    private let identifier: pthread_t
    private let hasFinished = DispatchSemaphore(value: 0)
    private let isJoined = Mutex(false)

    /// What a thread is started with.
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
                // No more than fifteen bytes are taken.
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

    /// Waits until it has ended, or until a moment; whether it has ended.
    func join(by deadline: DispatchTime) -> Bool {
        isJoined.withLock { isJoined in
            if isJoined { return true }
            guard hasFinished.wait(timeout: deadline) == .success else { return false }
            // All that is left of it is what libraries clear up.
            pthread_join(identifier, nil)
            isJoined = true
            return true
        }
    }
}
