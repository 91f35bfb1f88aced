import Foundation

/// An IPv4 or IPv6 address that a socket is about to connect to, however it was named or spelled.
struct NetworkAddress: Hashable, CustomStringConvertible {
    enum Scope: Hashable {
        /// The public internet.
        case open
        case loopback
        /// RFC 1918, RFC 4193 and the shared address space of RFC 6598.
        case local
        /// Link-local (where clouds serve the secrets of their machines), multicast, unassigned, for documentation.
        case special
    }

    let bytes: [UInt8]

    /// Nil unless there are four or sixteen bytes.
    init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Nil for any other address family.
    init?(_ address: UnsafePointer<sockaddr>) {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            let found = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr
            bytes = withUnsafeBytes(of: found) { Array($0) }
        case AF_INET6:
            let found = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
            bytes = withUnsafeBytes(of: found) { Array($0) }
        default: return nil
        }
    }

    /// By IANA's special-purpose address registries (RFC 6890, RFC 8190).
    var sort: Scope {
        if bytes.count == 4 {
            return Self.blocks.first { isIn($0.prefix, $0.length) }?.sort ?? .open
        }
        if let inner = embedded { return inner.sort == .open ? .open : inner.sort }
        if bytes.dropLast().allSatisfy({ $0 == 0 }) { return bytes[15] == 1 ? .loopback : .special }
        if isIn([0xFC], 7) { return .local }
        let isSpecial = isIn([0x20, 0x01, 0x00], 23) || isIn([0x20, 0x01, 0x0D, 0xB8], 32) || isIn([0x3F, 0xFF, 0x00], 20)
        // Only 2000::/3 has been given out.
        return isIn([0x20], 3) && !isSpecial ? .open : .special
    }

    /// The IPv4 address in one that is mapped (RFC 4291), translated (RFC 6052, RFC 8215) or 6to4 (RFC 3056).
    private var embedded: NetworkAddress? {
        if isIn([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], 96) || isIn([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0], 96) {
            return NetworkAddress(bytes: Array(bytes[12...]))
        }
        return isIn([0x20, 0x02], 16) ? NetworkAddress(bytes: Array(bytes[2..<6])) : nil
    }

    private static let blocks: [(prefix: [UInt8], length: Int, sort: Scope)] = [
        ([0], 8, .special), ([10], 8, .local), ([100, 64], 10, .local), ([127], 8, .loopback), ([169, 254], 16, .special),
        ([172, 16], 12, .local), ([192, 0, 0], 24, .special), ([192, 0, 2], 24, .special), ([192, 88, 99], 24, .special),
        ([192, 168], 16, .local), ([198, 18], 15, .special), ([198, 51, 100], 24, .special), ([203, 0, 113], 24, .special),
        ([224], 4, .special), ([240], 4, .special),
    ]

    private func isIn(_ prefix: [UInt8], _ length: Int) -> Bool {
        for (index, byte) in prefix.enumerated() {
            let bits = min(8, length - index * 8)
            if bits <= 0 { return true }
            let mask = UInt8(truncatingIfNeeded: 0xFF << (8 - bits))
            if bytes[index] & mask != byte & mask { return false }
        }
        return true
    }

    var description: String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return "an address" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
