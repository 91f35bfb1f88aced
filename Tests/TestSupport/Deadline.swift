import Foundation

public struct DeadlinePassed: Error, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}

/// Waits until a condition holds, looking every 10 ms. Throws ``DeadlinePassed``, and what the condition throws.
///
/// - Parameters:
///   - what: reads on from "waited in vain until".
///   - within: generous, because only a failing test uses it up.
public func waitUntil(_ what: String, within: Duration = .seconds(300), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + within
    while try await !condition() {
        guard ContinuousClock.now < end else { throw DeadlinePassed(description: "waited \(within) in vain until \(what)") }
        try await Task.sleep(for: .milliseconds(10))
    }
}
