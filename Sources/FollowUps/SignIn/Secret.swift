/// Opens something to whoever has it: a mailed link, a session, a calendar. Only its hash is kept.
public struct Secret: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// 16 of them, so that nobody guesses one.
    public let bytes: [UInt8]

    private static let byteCount = 16
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    public init(from generator: inout some RandomNumberGenerator) {
        bytes = (0..<Self.byteCount).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }

    /// Reads exactly what `text` writes: of two spellings of one secret only one is good.
    public init?(_ text: some StringProtocol) {
        guard text.utf8.count == (Self.byteCount * 8 + 5) / 6 else { return nil }
        var bytes: [UInt8] = []
        var (bits, count) = (0, 0)
        for character in text.utf8 {
            guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
            (bits, count) = (bits << 6 | value, count + 6)
            if count >= 8 {
                count -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> count))
                bits &= 1 << count - 1
            }
        }
        guard bits == 0 else { return nil }
        self.bytes = bytes
    }

    /// As in a link or a cookie: base64url without padding (RFC 4648, section 5).
    public var text: String {
        var characters: [UInt8] = []
        var (bits, count) = (0, 0)
        for byte in bytes {
            (bits, count) = (bits << 8 | Int(byte), count + 8)
            while count >= 6 {
                count -= 6
                characters.append(Self.alphabet[bits >> count])
                bits &= 1 << count - 1
            }
        }
        if count > 0 { characters.append(Self.alphabet[bits << (6 - count)]) }
        return String(decoding: characters, as: UTF8.self)
    }

    /// Says nothing, so that no log line or error can.
    public var description: String { "a secret" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
