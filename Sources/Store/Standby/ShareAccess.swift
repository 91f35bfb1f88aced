import Foundation
import Synchronization

/// Work in a folder that may be on a share. A share that hangs holds up neither a task nor a thread that others use: the work has a thread of its own,
/// and while one hangs no other begins.
final class ShareAccess: Sendable {
    struct Hangs: Error, CustomStringConvertible {
        let description = "it does not answer; is the share it is on mounted, and its server there?"
    }

    /// In seconds.
    private let limit: TimeInterval
    private let hanging = Mutex(0)

    init(limit: TimeInterval = 3) { self.limit = limit }

    /// Throws `Hangs`, and what the work throws.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        guard hanging.withLock({ $0 == 0 }) else { throw Hangs() }
        return try await withCheckedThrowingContinuation { continuation in
            let answer = Answer(continuation)
            Thread.detachNewThread { [self] in
                let result = Result { try work() }
                if !answer.give(result) { hanging.withLock { $0 -= 1 } }
            }
            DispatchQueue.global().asyncAfter(deadline: .now() + limit) { [self] in
                hanging.withLock { $0 += answer.give(.failure(Hangs())) ? 1 : 0 }
            }
        }
    }

    /// Resumes its continuation once.
    private final class Answer<Value: Sendable>: Sendable {
        private let continuation: Mutex<CheckedContinuation<Value, any Error>?>

        init(_ continuation: CheckedContinuation<Value, any Error>) { self.continuation = Mutex(continuation) }

        /// False when another answer was given before.
        func give(_ result: Result<Value, any Error>) -> Bool {
            guard let waiting = continuation.withLock({ waiting in waiting.take() }) else { return false }
            waiting.resume(with: result)
            return true
        }
    }
}
