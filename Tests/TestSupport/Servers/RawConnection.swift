import Foundation

/// A TCP connection to a port of 127.0.0.1 on which a test sends whatever it likes.
public final class RawConnection: Sendable {
    private let socket: Int32

    public init(port: Int) throws {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
        }
        guard connected else { throw DeadlinePassed(description: "no connection to port \(port): \(String(cString: strerror(errno)))") }
    }

    deinit { close(socket) }

    /// False when the other side has closed.
    @discardableResult
    public func send(_ data: Data) -> Bool {
        var rest = data[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if written <= 0 { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    /// Until the other side closes.
    public func readToEnd(within: Duration = .seconds(60)) async throws -> Data {
        var received = Data()
        var buffer = [UInt8](repeating: 0, count: 16_384)
        try await waitUntil("the other side closed", within: within) {
            while true {
                let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                if count > 0 { received.append(contentsOf: buffer[..<count]) }
                if count == 0 { return true }
                if count < 0 { return errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR }
            }
        }
        return received
    }

    public var isClosed: Bool {
        var byte: UInt8 = 0
        let count = recv(socket, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    }

    /// Whether something can be read.
    public var hasData: Bool {
        var byte: UInt8 = 0
        return recv(socket, &byte, 1, Int32(MSG_DONTWAIT) | Int32(MSG_PEEK)) > 0
    }

    public func exchange(_ request: Data) async throws -> String {
        send(request)
        return String(decoding: try await readToEnd(), as: UTF8.self)
    }
}
