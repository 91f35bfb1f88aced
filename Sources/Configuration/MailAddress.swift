import FollowUps

/// Whom mail is from or to: a name to show, and a bare address.
public struct MailAddress: Sendable, Hashable {
    public static let grammar = "an address such as ib@school.example, in plain ASCII"
    public static let grammarWithName = "\"Name <address@school.example>\" or a bare address"

    /// Empty when there is none.
    public let name: String
    public let address: String

    public init(name: String, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads `Name <address>` or a bare address; nil when either could break out of a mail header.
    init?(_ text: String) {
        guard PlainText.objection(to: text) == nil else { return nil }
        guard let open = text.lastIndex(of: "<") else {
            guard MailAddress.isValid(text) else { return nil }
            self.init(name: "", address: text)
            return
        }
        guard text.last == ">" else { return nil }
        let address = String(text[text.index(after: open)...].dropLast())
        var name = text[..<open].drop { $0 == " " }
        while name.last == " " { name.removeLast() }
        if name.count >= 2, name.first == "\"", name.last == "\"" { name = name.dropFirst().dropLast() }
        guard MailAddress.isValid(address), !name.contains(where: { "<>\"".contains($0) }) else { return nil }
        self.init(name: String(name), address: address)
    }

    /// Whether a text is a bare address: `dot-atom@domain` of RFC 5322, without quoting, comments or address literals.
    static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].count), (1...253).contains(parts[1].count) else { return false }
        let atoms = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) } && labels.allSatisfy(ServerAddress.isLabel)
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        ServerAddress.isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}
