import Hummingbird
import NIOCore

/// The fields of an `application/x-www-form-urlencoded` body in UTF-8.
struct FormFields: Sendable, Equatable {
    /// In bytes: twice what our longest form takes when every field is full.
    static let largest = 16 * 1024
    static let mostFields = 100

    private let fields: [String: String]

    var names: [String] { Array(fields.keys) }

    subscript(name: String) -> String? { fields[name] }

    /// Nil when the bytes cannot be read, hold too many fields or name a field twice: which value was meant cannot be known.
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

    /// Throws a `RequestError` when the body is no form, is too large or breaks off.
    static func read(_ request: Request, upTo largest: Int = largest) async throws -> FormFields {
        let type = request.headers[.contentType]?.prefix { $0 != ";" }.trimmingPrefix(" ").lowercased()
        guard type == "application/x-www-form-urlencoded" else { throw RequestError.badRequest("not a form") }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > largest { throw RequestError.tooLarge }
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: largest)
        } catch is NIOTooManyBytesError {
            throw RequestError.tooLarge
        } catch {
            // Never the error itself: it may hold a piece of the request. A broken chunk or a client that has gone is no fault of ours.
            throw RequestError.badRequest("a body that broke off, or cannot be read")
        }
        guard let fields = FormFields(body.readableBytesView) else { throw RequestError.badRequest("a form that cannot be read") }
        return fields
    }

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
