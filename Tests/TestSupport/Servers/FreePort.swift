import Foundation
import Synchronization

/// A port of 127.0.0.1 at which nobody listened a moment ago.
public enum FreePort {
    private static let given = Mutex<Set<Int>>([])

    /// Below the range that the kernel gives to connections, because one of those could take it, and never the same twice.
    public static func find() throws -> Int {
        for _ in 0..<1000 {
            let port = Int.random(in: 10_000..<32_000)
            guard given.withLock({ $0.insert(port).inserted }), (try? ClosedPort(port)) != nil else { continue }
            return port
        }
        throw DeadlinePassed(description: "no port could be had that nobody listens at")
    }
}
