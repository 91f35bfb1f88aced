import Foundation
import Synchronization

/// What every page needs: how things are set up at this moment, the time, and how to answer with a page.
public final class WebEnvironment: Sendable {
    private let current: Mutex<WebSetup>
    /// The UTC instant that it is.
    public let clock: @Sendable () -> Date

    public init(setup: WebSetup, clock: @escaping @Sendable () -> Date) {
        current = Mutex(setup)
        self.clock = clock
    }

    /// As the files say now; a handler asks once, so that it does not see half of a reload.
    public var setup: WebSetup { current.withLock { $0 } }

    /// Puts other files in the place of the present ones; requests after this use them.
    public func reload(_ new: WebSetup) { current.withLock { $0 = new } }
}
