/// What opens something to whoever has it: a mailed link, a session, the address of a calendar. It is kept nowhere but with that person; the database
/// has its SHA-256 only.
public struct Secret: Hashable, Sendable {
    /// Characters of six random bits each: 132 bits.
    static let length = 22
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// Safe as part of a URL, a cookie or a mail as it stands.
    public let text: String

    public init(using generator: inout some RandomNumberGenerator) {
        var characters: [UInt8] = []
        for _ in 0..<Self.length {
            let bits: UInt64 = generator.next()
            characters.append(Self.alphabet[Int(bits & 63)])
        }
        text = String(decoding: characters, as: UTF8.self)
    }

    /// Nil when it cannot be one, so that nothing else gets as far as the database.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == Self.length, text.utf8.allSatisfy(Self.alphabet.contains) else { return nil }
        self.text = String(text)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible {
    /// Never itself: what is described ends up in logs.
    public var description: String { "a secret" }
    public var debugDescription: String { description }
}
