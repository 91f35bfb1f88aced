/// The scheme, host and port of a URL, and the rest after them.
public struct ServerAddress: Hashable, Sendable {
    public let scheme: String
    public let host: String
    public let port: Int?
    /// From the first `/`, `?` or `#` on; may be empty.
    public let path: String

    /// Reads an absolute URL of printable ASCII without user or password. A port is 1 through 65535.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"\"<>\\^`{|}".utf8.contains($0) }),
            let separator = text.range(of: "://")
        else { return nil }
        scheme = String(text[..<separator.lowerBound])
        guard !scheme.isEmpty, scheme.utf8.allSatisfy(ServerAddress.isAlphanumeric) else { return nil }
        let rest = text[separator.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        path = String(rest[authority.endIndex...])
        guard !authority.contains("@"), let (host, port) = ServerAddress.split(authority) else { return nil }
        self.host = String(host)
        guard let port else {
            self.port = nil
            return
        }
        guard port.utf8.allSatisfy(ServerAddress.isDigit), let number = Int(port), (1...65_535).contains(number) else { return nil }
        self.port = number
    }

    public var hasNoPath: Bool { path.isEmpty || path == "/" }

    private static func split(_ authority: Substring) -> (host: Substring, port: Substring?)? {
        if authority.first == "[" {
            guard let close = authority.firstIndex(of: "]") else { return nil }
            let host = authority[authority.index(after: authority.startIndex)..<close]
            let after = authority[authority.index(after: close)...]
            guard host.contains(":"), host.utf8.allSatisfy({ isHexadecimal($0) || ":.".utf8.contains($0) }), after.isEmpty || after.first == ":"
            else { return nil }
            return (host, after.isEmpty ? nil : after.dropFirst())
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first, host.utf8.count <= 253,
            host.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy(isLabel)
        else { return nil }
        return (host, parts.count == 2 ? parts[1] : nil)
    }

    public var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false).map { UInt8($0) }
        return numbers.count == 4 && numbers.first == 127 && !numbers.contains(nil)
    }

    /// Whether bytes are one label of a host name: letters, digits, hyphens and underscores, no hyphen at either end.
    public static func isLabel(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
        let hyphen = UInt8(ascii: "-")
        return (1...63).contains(bytes.count) && bytes.first != hyphen && bytes.last != hyphen
            && bytes.allSatisfy { isAlphanumeric($0) || $0 == hyphen || $0 == UInt8(ascii: "_") }
    }

    public static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    public static func isAlphanumeric(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
