import Synchronization

/// Counts from one on.
public final class Counter: Sendable {
    private let last = Mutex(0)

    public init() {}

    public func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
