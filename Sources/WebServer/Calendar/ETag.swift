/// Stands for some bytes in an `ETag` (RFC 9110, section 8.8.3): other bytes, other tag.
struct ETag: Hashable {
    let text: String

    /// FNV-1a: not a secret, and nobody gains by finding others with the same.
    init(_ bytes: [UInt8]) {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        text = "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }

    /// Whether an `If-None-Match` names it, in the weak comparison that is meant there.
    func matches(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { tag in
            let tag = tag.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()
            return String(tag) == "*" || String(tag) == text || String(tag) == "W/\(text)"
        }
    }
}
