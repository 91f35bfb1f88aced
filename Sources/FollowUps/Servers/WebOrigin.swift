/// Where our own pages are, as browsers write an origin (RFC 6454): scheme, host in lower case and, unless it is the
/// scheme's default, port. `https`, or `http` on a loopback address.
public struct WebOrigin: Hashable, Sendable, CustomStringConvertible {
    /// Without a slash at its end.
    public let text: String
    /// An IPv6 address without its brackets.
    public let host: String
    public let isEncrypted: Bool

    /// Nil for a URL with a path.
    public init?(_ text: String) {
        guard let url = WebURL(text.lowercased()), url.address.hasNoPath else { return nil }
        let address = url.address
        let host = address.host.contains(":") ? "[\(address.host)]" : address.host
        let usual = url.isEncrypted ? 443 : 80
        self.text = "\(address.scheme)://\(host)" + (address.port.flatMap { $0 == usual ? nil : ":\($0)" } ?? "")
        self.host = address.host
        isEncrypted = url.isEncrypted
    }

    public var description: String { text }

    /// - Parameter path: begins with a slash.
    public func url(_ path: String) -> String { text + path }
}
