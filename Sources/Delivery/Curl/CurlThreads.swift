import Foundation
import Synchronization

/// A few threads, each with a libcurl handle that keeps its connection. libcurl blocks, so it stays off the threads that Swift's tasks share.
final class CurlThreads: Sendable {
    typealias Job = @Sendable (CurlHandle?) -> Void

    private struct Queue {
        var jobs: [Job] = []
        var isClosed = false
    }

    private let queue = Mutex(Queue())
    private let signal = DispatchSemaphore(value: 0)
    private let threads = Mutex<[JoinableThread]>([])
    let count: Int

    init(count: Int, name: String) {
        self.count = max(1, count)
        let started = (1...self.count).compactMap { number in
            JoinableThread(name: "\(name) \(number)") { [queue = Weak(self), signal] in
                // Created here, so that it never leaves this thread.
                let handle = CurlHandle()
                while true {
                    signal.wait()
                    guard let threads = queue.value, let job = threads.next() else { return }
                    job(handle)
                }
            }
        }
        threads.withLock { $0 = started }
        // No thread would ever take a job.
        if started.isEmpty { queue.withLock { $0.isClosed = true } }
        RunningThreads.add(self)
    }

    deinit {
        for _ in 0..<count { signal.signal() }
        RunningThreads.leave(threads.withLock { $0 })
    }

    /// Runs work on one of the threads. The handle is nil when libcurl has none, and when the threads are ending.
    func run<Result: Sendable>(_ work: @escaping @Sendable (CurlHandle?) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let isTaken = queue.withLock { queue in
                if !queue.isClosed { queue.jobs.append { handle in continuation.resume(returning: work(handle)) } }
                return !queue.isClosed
            }
            if isTaken { signal.signal() } else { continuation.resume(returning: work(nil)) }
        }
    }

    /// Ends the threads when they have done what they were given; returns whether all ended by the deadline.
    func end(by deadline: DispatchTime) -> Bool {
        queue.withLock { $0.isClosed = true }
        for _ in 0..<count { signal.signal() }
        return threads.withLock { threads in
            threads.removeAll { $0.join(by: deadline) }
            return threads.isEmpty
        }
    }

    private func next() -> Job? { queue.withLock { $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() } }
}

/// Lets the threads end when their owner is released.
private final class Weak: @unchecked Sendable {
    // Set once, before any thread starts; reading a weak reference is atomic.
    private(set) weak var value: CurlThreads?
    init(_ value: CurlThreads) { self.value = value }
}

/// All threads that use libcurl.
public enum RunningThreads {
    private struct State {
        var owners: [Weak] = []
        /// Threads whose owner has been released.
        var left: [JoinableThread] = []
    }

    private static let state = Mutex(State())

    /// Ends every thread that uses libcurl, when nothing more is to be sent; returns whether all ended in time. OpenSSL cleans up at exit, and
    /// a thread that still uses it, or ends meanwhile, can crash the program. So if not all ended, the program must exit without cleaning up.
    public static func end(within seconds: TimeInterval) -> Bool {
        let deadline = DispatchTime.now() + seconds
        let (owners, left) = state.withLock { ($0.owners.compactMap(\.value), $0.left) }
        let ended = owners.map { $0.end(by: deadline) } + left.map { $0.join(by: deadline) }
        return ended.allSatisfy { $0 }
    }

    fileprivate static func add(_ threads: CurlThreads) {
        state.withLock { state in
            state.owners.removeAll { $0.value == nil }
            state.owners.append(Weak(threads))
            state.left.removeAll { $0.join(by: .now()) }
        }
    }

    fileprivate static func leave(_ threads: [JoinableThread]) { state.withLock { $0.left += threads } }
}
