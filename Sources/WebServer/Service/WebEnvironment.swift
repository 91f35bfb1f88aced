import Foundation
import Synchronization

public final class WebEnvironment: Sendable {
    private let current: Mutex<WebSetup>
    public let clock: @Sendable () -> Date

    public init(setup: WebSetup, clock: @escaping @Sendable () -> Date) {
        current = Mutex(setup)
        self.clock = clock
    }

    /// A handler reads this once, so that a reload in between does not mix two setups.
    public var setup: WebSetup { current.withLock { $0 } }

    public func reload(_ new: WebSetup) { current.withLock { $0 = new } }
}
