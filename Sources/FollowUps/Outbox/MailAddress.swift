/// A mail address that is safe in a header and in an SMTP command: a `dot-atom@domain` of RFC 5322 in plain ASCII,
/// without quoting, comments or address literals. At most 254 characters (RFC 5321, section 4.5.3.1).
public struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    public static let grammar = "an address such as ib@school.example, in plain ASCII"

    public let text: String

    public init?(_ text: some StringProtocol) {
        var text = String(text)
        guard text.withUTF8(MailAddress.isAddress) else { return nil }
        self.text = text
    }

    /// Goes through the bytes once: a file may hold tens of thousands, and every mail has two.
    private static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return false }
        let (local, domain) = (bytes[..<at], bytes[(at + 1)...])
        guard (1...64).contains(local.count), (1...253).contains(domain.count) else { return false }
        return parts(of: local) { !$0.isEmpty && $0.allSatisfy(isAtomText) } && parts(of: domain) { ServerAddress.isLabel($0) }
    }

    /// Whether something holds for each part between the dots.
    private static func parts(
        of bytes: Slice<UnsafeBufferPointer<UInt8>>, satisfy isGood: (Slice<UnsafeBufferPointer<UInt8>>) -> Bool
    ) -> Bool {
        var rest = bytes
        while let dot = rest.firstIndex(of: UInt8(ascii: ".")) {
            guard isGood(rest[..<dot]) else { return false }
            rest = rest[(dot + 1)...]
        }
        return isGood(rest)
    }

    public var description: String { text }

    public var domain: Substring { text.drop { $0 != "@" }.dropFirst() }

    /// Whether a byte may stand in an atom (RFC 5322, section 3.2.3).
    public static func isAtomText(_ byte: UInt8) -> Bool {
        ServerAddress.isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}

public struct Mailbox: Hashable, Sendable {
    public static let grammar = "\"Name <address@school.example>\" or a bare address"

    /// May be empty. One line, without control characters.
    public let name: String
    public let address: MailAddress

    public init(name: String = "", address: MailAddress) {
        self.name = name
        self.address = address
    }

    /// Nil when name or address could break out of a mail header.
    public init?(_ text: String) {
        if text.unicodeScalars.contains(where: \.isUnprintable) { return nil }
        guard let open = text.lastIndex(of: "<") else {
            guard let address = MailAddress(text) else { return nil }
            self.init(address: address)
            return
        }
        guard text.last == ">", let address = MailAddress(text[text.index(after: open)...].dropLast()) else { return nil }
        var name = text[..<open].drop { $0 == " " }
        while name.last == " " { name.removeLast() }
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        // Scalars, because a quote with an accent is another character, and still ends a quoted name.
        guard !name.unicodeScalars.contains(where: { "<>\"".unicodeScalars.contains($0) }) else { return nil }
        // Refuses a name whose ends would combine with the quotes around it.
        let quoted = "\"\(name)\""
        guard quoted.first == "\"", quoted.last == "\"" else { return nil }
        self.init(name: String(name), address: address)
    }
}
