import Foundation
import Synchronization

/// A few threads, each with a libcurl handle of its own that keeps its connection: waiting for a mail server's answer blocks, so it is done off
/// the threads that Swift's tasks share.
final class CurlThreads: Sendable {
    typealias Job = @Sendable (CurlHandle?) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let signal = DispatchSemaphore(value: 0)
    let count: Int

    init(count: Int, name: String) {
        self.count = max(1, count)
        for number in 1...self.count {
            let thread = Thread { [queue = Weak(self), signal] in
                // Made here, so that it never leaves this thread.
                let handle = CurlHandle()
                while true {
                    signal.wait()
                    guard let threads = queue.value, let job = threads.next() else { return }
                    job(handle)
                }
            }
            thread.name = "\(name) \(number)"
            thread.start()
        }
    }

    deinit { for _ in 0..<count { signal.signal() } }

    /// Does some work on one of the threads; the handle is nil when libcurl has no memory for one.
    func run<Result: Sendable>(_ work: @escaping @Sendable (CurlHandle?) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.withLock { $0.jobs.append { handle in continuation.resume(returning: work(handle)) } }
            signal.signal()
        }
    }

    private func next() -> Job? { queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() } }
}

/// Lets the threads end when nobody sends over them any more.
private final class Weak: @unchecked Sendable {
    // Set once, before any thread starts; reading a weak reference is atomic.
    private(set) weak var value: CurlThreads?
    init(_ value: CurlThreads) { self.value = value }
}
