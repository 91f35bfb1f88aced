import Synchronization

/// Counts from one on.
public final class Counter: Sendable {
    private let last = Mutex(0)

    public init() {}

    /// The last number that was given out; 0 for none.
    public var value: Int { last.withLock { $0 } }

    public func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
