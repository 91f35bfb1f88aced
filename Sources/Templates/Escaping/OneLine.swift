import FollowUps

extension String {
    /// The text as one line of visible characters: line breaks and other controls become a space, marks of direction
    /// are left out, and spaces come singly. Whatever people or files put into a mail goes through this, so that
    /// nothing can start a new header, a new line or a new block.
    public var onOneLine: String {
        if utf8.isPlainLine { return self }
        var result = String.UnicodeScalarView()
        var spaceIsDue = false
        for scalar in unicodeScalars where !scalar.isDropped {
            if scalar.breaksLine || scalar == " " {
                spaceIsDue = !result.isEmpty
                continue
            }
            if spaceIsDue { result.append(" ") }
            spaceIsDue = false
            result.append(scalar)
        }
        return String(result)
    }
}

extension String.UTF8View {
    /// Certain to need no change. The first bytes of Unicode blocks with such characters are looked at more closely.
    fileprivate var isPlainLine: Bool {
        var previous = UInt8(ascii: " ")
        for byte in self {
            switch byte {
            case 0..<0x20, 0x7F, 0xE2, 0xEE, 0xEF, 0xF3: return false
            case UInt8(ascii: " ") where previous == UInt8(ascii: " "): return false
            // U+0080 through U+009F, and U+061C.
            case 0x80..<0xA0 where previous == 0xC2 || previous == 0xD8: return false
            default: previous = byte
            }
        }
        return previous != UInt8(ascii: " ") || isEmpty
    }
}

extension Unicode.Scalar {
    /// Marks of direction, the byte order mark, interlinear annotations, and what `Markup` keeps for itself.
    fileprivate var isDropped: Bool {
        switch value {
        case 0xFEFF, 0xFFF9...0xFFFB: true
        default: turnsDirection || Markup.isReserved(self)
        }
    }
}
