import NIOCore
import NIOPosix

/// Where the web front waits for the reverse proxy.
public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Throws a `ListenError` when nobody can listen there now.
    public func check() async throws {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: host, port: port).get()
            try await channel.close()
        } catch {
            throw ListenError(address: self, reason: (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)")
        }
    }
}

/// Why the web front cannot be started.
public struct ListenError: Error, CustomStringConvertible {
    public let address: ListenAddress
    let reason: String

    public var description: String {
        "[web] listen: cannot listen on \(address): \(reason); see what else uses that port (ss -ltnp), or choose another"
    }
}
