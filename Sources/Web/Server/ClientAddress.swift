import HTTPTypes
import Hummingbird
import NIOCore

/// Whose request it is, as far as the reverse proxy can tell.
enum ClientAddress {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// The last address of `X-Forwarded-For`, which the proxy itself put there; all before it anybody can have written. Of IPv6 the network, since
    /// one machine has as many addresses as it likes. Without the header, the address of the connection.
    static func of(_ request: Request, peer: SocketAddress?) -> String {
        let last = Self.forwardedFor.flatMap { request.headers[$0] }?.split(separator: ",").last?.filter { !$0.isWhitespace }
        guard let last else { return peer?.ipAddress ?? "" }
        switch try? SocketAddress(ipAddress: last, port: 0) {
        case .v4?: return last
        case .v6(let address)?:
            return withUnsafeBytes(of: address.address.sin6_addr) { $0.prefix(8).map { String($0, radix: 16) }.joined(separator: ":") }
        default: return ""
        }
    }
}
