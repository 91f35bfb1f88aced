import Foundation

/// A port of 127.0.0.1 at which nobody listened a moment ago.
public enum FreePort {
    public static func find() throws -> Int {
        let held = try ClosedPort()
        return held.port
    }
}
