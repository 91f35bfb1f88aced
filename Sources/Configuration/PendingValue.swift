import Foundation
import Synchronization

/// A value that another thread makes. Whoever asks for it waits until it is there.
public final class PendingValue<Value: Sendable>: Sendable {
    private let stored = Mutex<Value?>(nil)
    private let making = DispatchGroup()

    public init() { making.enter() }

    /// Made on a thread of its own: those that tasks share are as many as there are cores, and on a machine with one it would wait for whoever waits for it.
    public convenience init(_ make: @escaping @Sendable () -> Value) {
        self.init()
        Thread.detachNewThread { [self] in set(make()) }
    }

    /// The first counts.
    public func set(_ value: Value) {
        let isFirst = stored.withLock { stored in
            defer { stored = stored ?? value }
            return stored == nil
        }
        if isFirst { making.leave() }
    }

    /// Never nil.
    public func wait() -> Value? {
        making.wait()
        return stored.withLock { $0 }
    }
}
