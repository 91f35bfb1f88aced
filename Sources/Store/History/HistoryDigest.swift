import Crypto
import Foundation

/// A SHA-256 of the history; written as 64 hexadecimal digits.
public struct HistoryDigest: Hashable, Sendable, CustomStringConvertible {
    let bytes: [UInt8]

    static let byteCount = 32
    /// What the first entry continues, and the head of a history without entries.
    public static let start = HistoryDigest(unchecked: [UInt8](repeating: 0, count: byteCount))

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    init?(bytes: Data) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Array(bytes)
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(_ text: String) {
        let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count == 2 * Self.byteCount, text.utf8.count == digits.count else { return nil }
        bytes = (0..<Self.byteCount).map { UInt8(digits[2 * $0] << 4 | digits[2 * $0 + 1]) }
    }

    /// The digest of some fields.
    init(of fields: CanonicalFields) { bytes = Array(SHA256.hash(data: fields.bytes)) }

    public var description: String {
        bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}

/// Fields one behind the other such that other fields never give the same bytes: each begins with its sort and its length.
struct CanonicalFields {
    private(set) var bytes: [UInt8] = []

    /// `purpose` keeps apart what is digested for different ends.
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
