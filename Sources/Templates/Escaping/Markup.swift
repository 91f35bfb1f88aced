/// The markup of mail texts: `# heading`, `### action` with its lines below it, `- list item`, `| a | b |`,
/// `**strong**`, `` `command` ``, and `--` before the small print.
public enum Markup {
    /// Private-use characters that stand for markup characters inside values until the text has been cut into blocks.
    private static let hidden: [(character: UInt8, scalar: Unicode.Scalar)] = [
        (UInt8(ascii: "|"), "\u{E000}"), (UInt8(ascii: "`"), "\u{E001}"), (UInt8(ascii: "*"), "\u{E002}"), (UInt8(ascii: "#"), "\u{E003}"),
        (UInt8(ascii: "-"), "\u{E004}"),
    ]

    static func isReserved(_ scalar: Unicode.Scalar) -> Bool { (0xE000...0xE004).contains(scalar.value) }

    /// A value that cannot be taken for markup: a title with "|" in it does not make a column.
    static func hide(_ value: String) -> String {
        let first = value.utf8.first
        let startsLikeMarkup = first == UInt8(ascii: "#") || first == UInt8(ascii: "-")
        guard startsLikeMarkup || value.utf8.contains(where: isInlineMarkup) else { return value }
        var result = String.UnicodeScalarView()
        for (index, scalar) in value.unicodeScalars.enumerated() {
            let mark = hidden.first { $0.character == scalar.value && (index == 0 || isInlineMarkup($0.character)) }
            result.append(mark?.scalar ?? scalar)
        }
        return String(result)
    }

    private static func isInlineMarkup(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "|") || byte == UInt8(ascii: "`") || byte == UInt8(ascii: "*") }

    public static func reveal(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        guard bytes.contains(0xEE) else { return text }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { result.append(hidden.first { $0.scalar == scalar }.map { Unicode.Scalar($0.character) } ?? scalar) }
        return String(result)
    }
}
