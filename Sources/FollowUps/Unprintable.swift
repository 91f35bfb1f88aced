extension Unicode.Scalar {
    /// Whether it could break a line, a mail header, a log entry or a terminal, or mislead whoever reads it.
    public var isUnprintable: Bool { breaksLine || turnsDirection }

    /// C0 and C1 controls, and the separators of lines and paragraphs.
    public var breaksLine: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Marks that change the direction of the text after them.
    public var turnsDirection: Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
