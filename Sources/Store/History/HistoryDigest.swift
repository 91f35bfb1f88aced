import Crypto
import Foundation

/// A SHA-256 of the history, in text 64 hexadecimal digits.
public struct HistoryDigest: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    static let byteCount = 32
    /// What the first entry continues: the head of an empty history.
    public static let start = HistoryDigest(unchecked: [UInt8](repeating: 0, count: byteCount))

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    init?(bytes: Data) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Nil for anything but 64 hexadecimal digits.
    public init?(_ text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * Self.byteCount, text.utf8.count == digits.count else { return nil }
        bytes = (0..<Self.byteCount).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }

    init(of fields: CanonicalFields) { bytes = Array(SHA256.hash(data: fields.bytes)) }

    public var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// Fields in a row, each with its type and length before it, so that other fields never give the same bytes.
struct CanonicalFields {
    private(set) var bytes: [UInt8] = []

    /// `purpose` keeps digests for different ends apart.
    init(_ purpose: String) { append(purpose) }

    mutating func append(_ text: String?) {
        guard let text else { return append(sort: 0, []) }
        append(sort: 1, Array(text.utf8))
    }

    mutating func append(_ number: Int64?) {
        guard let number else { return append(sort: 0, []) }
        append(sort: 2, Self.bigEndian(UInt64(bitPattern: number)))
    }

    mutating func append(_ data: [UInt8]) { append(sort: 3, data) }

    private mutating func append(sort: UInt8, _ content: [UInt8]) {
        bytes.append(sort)
        bytes += Self.bigEndian(UInt64(content.count))
        bytes += content
    }

    private static func bigEndian(_ number: UInt64) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
