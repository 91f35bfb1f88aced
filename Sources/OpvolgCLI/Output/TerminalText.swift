import FollowUps

extension String {
    /// Replaces what a terminal could obey or be misled by: control characters, and those that change the writing direction.
    var safeForTerminal: String {
        if isPrintableASCII { return self }
        var safe = String.UnicodeScalarView()
        for scalar in unicodeScalars { safe.append(scalar.isUnprintable ? "\u{FFFD}" : scalar) }
        return String(safe)
    }
}

extension String {
    /// In columns.
    var width: Int { isPrintableASCII ? utf8.count : count }

    private var isPrintableASCII: Bool {
        var text = self
        return text.withUTF8 { utf8 in utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    }
}
