import HTTPTypes
import Hummingbird
import NIOCore

/// Whose request it is, as far as the reverse proxy can tell.
enum ClientAddress {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// The last address of `X-Forwarded-For`, which the proxy itself put there; all before it anybody can have written. Of IPv6 the network, since
    /// one machine has as many addresses as it likes; of IPv4, also written as IPv6, the address. The port that some proxies put behind it is another
    /// one for each connection, and is left out. Without the header, the address of the connection.
    static func of(_ request: Request, peer: SocketAddress?) -> String {
        let last = Self.forwardedFor.flatMap { request.headers[$0] }?.split(separator: ",").last?.filter { !$0.isWhitespace }
        guard let last else { return peer?.ipAddress ?? "" }
        let host = withoutPort(last)
        switch try? SocketAddress(ipAddress: host, port: 0) {
        case .v4?: return host
        case .v6(let address)?:
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            // RFC 4291, section 2.5.5.2: the last four bytes are an IPv4 address.
            if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return bytes[12...].map(String.init).joined(separator: ".") }
            return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
        default: return ""
        }
    }

    /// `192.0.2.7:51334`, `[2001:db8::1]:51334` and `[2001:db8::1]`, also in quotes, without what is not the address.
    private static func withoutPort(_ text: String) -> String {
        let text = text.filter { $0 != "\"" }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[text.index(after: text.startIndex)..<end]) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : text
    }
}
