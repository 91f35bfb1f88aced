import Foundation

/// A port of 127.0.0.1 at which nobody listens, and nobody can while this object lives.
public final class ClosedPort: Sendable {
    public let port: Int
    private let socket: Int32

    /// - Parameter wanted: 0 for any free port.
    public init(_ wanted: Int = 0) throws {
        let made = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(wanted).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(made, $0, length) == 0 && getsockname(made, $0, &length) == 0 }
        }
        socket = made
        port = Int(UInt16(bigEndian: address.sin_port))
        // A throwing initialiser runs no deinit.
        guard bound else {
            defer { close(made) }
            throw DeadlinePassed(description: "no port could be had: \(String(cString: strerror(errno)))")
        }
    }

    deinit { close(socket) }
}
