import Foundation

/// Stands in for systemd: the socket on which the daemon says that it is ready, alive and stopping. The daemon says
/// that it is alive after each look at the database, so a test that moved the clock knows when it has been seen.
public final class Watchdog: Sendable {
    private let scratch: ScratchDirectory
    private let socket: Int32

    public init() throws {
        scratch = try ScratchDirectory("notify")
        socket = Self.makeSocket()
        let socket = socket
        guard withAddress({ bind(socket, $0, $1) }) == 0 else {
            throw DeadlinePassed(description: "no socket to be notified on: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(socket) }

    /// Asks for a sign of life after every look.
    public var environment: [String: String] { ["NOTIFY_SOCKET": scratch.file("socket"), "WATCHDOG_USEC": "2"] }

    private static func makeSocket() -> Int32 {
        Foundation.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    }

    private func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(scratch.file("socket").utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
        }
    }

    /// From now on the socket takes nothing until `heard()` is called, like a service manager that hangs.
    public func fill() {
        let sender = Self.makeSocket()
        defer { close(sender) }
        withAddress { while sendto(sender, "X", 1, 0, $0, $1) > 0 {} }
    }

    /// Since the last call, one message per line.
    public func heard() -> [String] {
        var lines: [String] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return lines }
            lines += String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    /// Waits until the daemon has begun and ended a look after this call.
    public func waitForALook(_ daemon: ProgramRun) async throws {
        _ = heard()
        // The first sign may come from a look that began before.
        var signs = 0
        try await daemon.waitUntil("the daemon has looked twice") { _ in
            signs += heard().filter { $0 == "WATCHDOG=1" }.count
            return signs >= 2
        }
    }
}
