/// A strong ETag (RFC 9110, section 8.8.3) computed from the bytes of an answer.
struct ETag: Hashable {
    let text: String

    /// FNV-1a is enough: the tag is no secret, and nobody gains from a collision.
    init(_ bytes: [UInt8]) {
        let hash = bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        text = "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
    }

    /// Weak comparison, as `If-None-Match` requires (RFC 9110, section 13.1.2).
    func matches(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { tag in
            let tag = tag.trimmingPrefix(" ").reversed().trimmingPrefix(" ").reversed()
            return String(tag) == "*" || String(tag) == text || String(tag) == "W/\(text)"
        }
    }
}
