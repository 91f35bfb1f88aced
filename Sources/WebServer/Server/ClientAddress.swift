import HTTPTypes
import Hummingbird
import NIOCore

enum ClientAddress {
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    /// The last address in `X-Forwarded-For`, the only one that our proxy wrote; anybody can forge those before it. Without the header, the peer's.
    /// IPv6 is cut to the /64 network, because one machine has as many addresses in it as it likes. Empty when the address cannot be read.
    static func of(_ request: Request, peer: SocketAddress?) -> String {
        let last = Self.forwardedFor.flatMap { request.headers[$0] }?.split(separator: ",").last?.filter { !$0.isWhitespace }
        guard let last else { return peer?.ipAddress ?? "" }
        let host = withoutPort(last)
        switch try? SocketAddress(ipAddress: host, port: 0) {
        case .v4?: return host
        case .v6(let address)?:
            let bytes = withUnsafeBytes(of: address.address.sin6_addr) { Array($0) }
            // An IPv4-mapped address (RFC 4291, section 2.5.5.2).
            if bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]) { return bytes[12...].map(String.init).joined(separator: ".") }
            return bytes.prefix(8).map { String($0, radix: 16) }.joined(separator: ":")
        default: return ""
        }
    }

    /// Some proxies add a port, new for each connection: `192.0.2.7:51334`, `[2001:db8::1]:51334`, with or without quotes.
    private static func withoutPort(_ text: String) -> String {
        let text = text.filter { $0 != "\"" }
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") { return String(text[text.index(after: text.startIndex)..<end]) }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count == 2 ? String(parts[0]) : text
    }
}
