import NIOCore
import NIOPosix

public struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    public let host: String
    public let port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Tries to listen; throws a `ListenError` when the address cannot be used.
    ///
    /// - Parameter key: of the configuration, for the error.
    public func check(_ key: String = "[web] listen") async throws {
        do {
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1).bind(host: host, port: port).get()
            try await channel.close()
        } catch {
            throw ListenError(key: key, address: self, reason: (error as? IOError).map { String(cString: strerror($0.errnoCode)) } ?? "\(error)")
        }
    }
}

public struct ListenError: Error, CustomStringConvertible {
    let key: String
    public let address: ListenAddress
    let reason: String

    public var description: String {
        "\(key): cannot listen on \(address): \(reason); see what else uses that port (ss -ltnp), or choose another"
    }
}
