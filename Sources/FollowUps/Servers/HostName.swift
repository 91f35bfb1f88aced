/// The full name of a machine, as EHLO needs it: at least two labels, the last of them not a number, and at most 253
/// characters (RFC 5321, section 4.1.2; RFC 1123, section 2.1).
public struct HostName: Hashable, Sendable, CustomStringConvertible {
    public static let grammar = "a machine's full name, such as \"opvolg.school.example\""

    public let text: String

    /// Nil for a single label, an address, or no name at all. Drops one dot at the end.
    public init?(_ text: some StringProtocol) {
        let name = text.hasSuffix(".") ? String(text.dropLast()) : String(text)
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, name.utf8.count <= 253, labels.last?.allSatisfy(ServerAddress.isDigit) == false,
            labels.allSatisfy({ ServerAddress.isLabel(Array($0)) && !$0.contains(UInt8(ascii: "_")) })
        else { return nil }
        self.text = name
    }

    public var description: String { text }

    /// Whether it can be known outside this machine and its network segment (RFC 6761, RFC 6762).
    public var isPublic: Bool {
        let last = text.split(separator: ".").last?.lowercased() ?? ""
        return !["localhost", "localdomain", "local", "invalid"].contains(last)
    }
}
