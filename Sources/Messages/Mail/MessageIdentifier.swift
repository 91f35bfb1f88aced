/// A Message-ID without its angle brackets that is safe in a header: visible ASCII, one `@`, no brackets.
struct MessageIdentifier: Hashable, Sendable {
    let text: String

    init?(_ text: String) {
        guard (3...250).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !"<>()[]\\,;:\"".utf8.contains($0) }),
            text.utf8.count(where: { $0 == UInt8(ascii: "@") }) == 1, text.first != "@", text.last != "@"
        else { return nil }
        self.text = text
    }
}
