/// The full name of a machine, as EHLO needs it: at least two labels of letters, digits and hyphens, the last of them not a number
/// (RFC 5321, section 4.1.2; RFC 1123, section 2.1). At most 253 characters.
public struct HostName: Hashable, Sendable, CustomStringConvertible {
    public static let grammar = "a machine's full name, such as \"opvolg.school.example\""

    public let text: String

    /// Nil for a single label, an address, or what is no name at all. One dot at the end is taken off.
    public init?(_ text: some StringProtocol) {
        let name = text.hasSuffix(".") ? String(text.dropLast()) : String(text)
        let labels = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard labels.count > 1, name.utf8.count <= 253, labels.last?.allSatisfy(ServerAddress.isDigit) == false,
            labels.allSatisfy({ ServerAddress.isLabel(Array($0)) && !$0.contains(UInt8(ascii: "_")) })
        else { return nil }
        self.text = name
    }

    public var description: String { text }

    /// Whether anybody beyond this machine or its own network segment can know it (RFC 6761, RFC 6762).
    public var isPublic: Bool {
        let last = text.split(separator: ".").last?.lowercased() ?? ""
        return !["localhost", "localdomain", "local", "invalid"].contains(last)
    }
}
