import Hummingbird
import NIOCore

/// The fields of a form as a browser sends it: `application/x-www-form-urlencoded`, UTF-8.
struct FormFields: Sendable, Equatable {
    /// In bytes. The longest form of ours, filled in as far as it goes, is half of that.
    static let largest = 16 * 1024
    /// More than any form of ours has.
    static let mostFields = 100

    private let fields: [String: String]

    subscript(name: String) -> String? { fields[name] }

    /// Nil when it cannot be read, or has a field twice: of two answers nobody knows which is meant.
    init?(_ bytes: some Collection<UInt8>) {
        var fields: [String: String] = [:]
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = parts.count == 2 ? Self.decoded(parts[1]) : "", fields[name] == nil,
                fields.count < Self.mostFields
            else { return nil }
            fields[name] = value
        }
        self.fields = fields
    }

    /// Reads the body of a request; throws a `Refusal` when that is not a form, or too much.
    static func read(_ request: Request) async throws -> FormFields {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.trimmingPrefix(" ").lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw Refusal.badRequest("not a form") }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > largest { throw Refusal.tooLarge }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: largest)
        } catch is NIOTooManyBytesError {
            throw Refusal.tooLarge
        } catch {
            // A chunk that makes no sense, or somebody who has gone: nothing here is broken. Not the error itself: it may hold a piece of the request.
            throw Refusal.badRequest("a body that broke off, or cannot be read")
        }
        guard let fields = FormFields(body.readableBytesView) else { throw Refusal.badRequest("a form that cannot be read") }
        return fields
    }

    /// With `+` for a space and `%XX` for any byte; nil when that is not UTF-8.
    private static func decoded(_ bytes: some Collection<UInt8>) -> String? {
        var result: [UInt8] = []
        var rest = bytes.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else { return nil }
                result.append(high << 4 | low)
            default: result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? { Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init) }
}
