import Foundation

/// What a test waited for and did not get in time.
public struct DeadlinePassed: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// Waits until a condition holds, looking every 10 ms.
///
/// - Parameters:
///   - what: what is waited for, as it should read after "waited in vain until"
///   - within: how long at most; generous, since it is only used up when the test fails
/// - Throws: ``DeadlinePassed``, and what the condition throws
public func waitUntil(_ what: String, within: Duration = .seconds(300), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + within
    while try await !condition() {
        guard ContinuousClock.now < end else { throw DeadlinePassed(description: "waited \(within) in vain until \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
