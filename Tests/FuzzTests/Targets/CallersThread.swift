import Foundation
import Synchronization

/// Does asynchronous work to its end on the thread of whoever asks for it: a fuzzer calls a function and waits for what it returns.
final class CallersThread<Value: Sendable>: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let given = DispatchSemaphore(value: 0)
    private let result = Mutex<Result<Value, any Error>?>(nil)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        given.signal()
    }

    func run(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
        Task(executorPreference: self) {
            let done: Result<Value, any Error>
            do { done = .success(try await work()) } catch { done = .failure(error) }
            self.result.withLock { $0 = done }
        }
        while true {
            if let done = result.withLock({ $0 }) { return try done.get() }
            given.wait()
            jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
