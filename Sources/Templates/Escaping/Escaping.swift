import Mustache

/// What a value has to go through before it stands in a text, in HTML or in JSON.
///
/// The library knows content types by name only, and a partial forgets the one of the text that includes it; so every template, partials
/// too, is compiled with the pragma that names its own.
public enum Escaping: String, Sendable {
    /// The subject of a mail: nothing is escaped here, the header is made safe as a whole.
    case line = "OPVOLG_LINE"
    /// The body of a mail: values cannot be taken for markup.
    case text = "OPVOLG_TEXT"
    case html = "OPVOLG_HTML"
    case json = "OPVOLG_JSON"

    private static let registered: Void = {
        MustacheContentTypes.register(LineContent(), named: line.rawValue)
        MustacheContentTypes.register(MarkedContent(), named: text.rawValue)
        MustacheContentTypes.register(HTMLContent(), named: html.rawValue)
        MustacheContentTypes.register(JSONContent(), named: json.rawValue)
    }()

    /// Throws the library's own error when it cannot parse the text, in which the pragma counts as a line.
    func compile(_ text: String) throws -> MustacheTemplate {
        Self.registered
        return try MustacheTemplate(string: "{{% CONTENT_TYPE: \(rawValue)}}\n\(text)")
    }
}

private struct LineContent: MustacheContentType {
    func escapeText(_ text: String) -> String { text }
}

private struct MarkedContent: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.hide(text) }
}

private struct HTMLContent: MustacheContentType {
    func escapeText(_ text: String) -> String {
        text.replacingBytes { byte in
            switch byte {
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "\""): "&quot;"
            case UInt8(ascii: "'"): "&#39;"
            default: nil
            }
        }
    }
}

/// RFC 8259, section 7: what must be escaped inside a string.
private struct JSONContent: MustacheContentType {
    private static let controls: [StaticString] = [
        "\\u0000", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n", "\\u000b", "\\f", "\\r",
        "\\u000e", "\\u000f", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014", "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019",
        "\\u001a", "\\u001b", "\\u001c", "\\u001d", "\\u001e", "\\u001f",
    ]

    func escapeText(_ text: String) -> String {
        text.replacingBytes { byte in
            switch byte {
            case 0..<32: Self.controls[Int(byte)]
            case UInt8(ascii: "\""): "\\\""
            case UInt8(ascii: "\\"): "\\\\"
            default: nil
            }
        }
    }
}

extension String {
    /// Puts other text in the place of single ASCII bytes; a text that has none of them is returned as it is.
    fileprivate func replacingBytes(_ replacement: (UInt8) -> StaticString?) -> String {
        guard utf8.contains(where: { replacement($0) != nil }) else { return self }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count + 32)
        for byte in utf8 {
            if let other = replacement(byte) {
                bytes.append(contentsOf: UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
