/// A mail address that is safe to put into an SMTP command: libcurl passes on CR and LF, so they are stopped here.
struct EnvelopeAddress {
    let text: String

    /// Nil unless it is printable ASCII with one `@` between two parts, no white space and no angle brackets (RFC 5321, section 4.1.2).
    init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= 254,
            text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>\"\\,;:()[]".utf8.contains($0) })
        else { return nil }
        self.text = text
    }
}
