extension Unicode.Scalar {
    /// Whether it could break a line, a mail header, a log entry or a terminal: C0 and C1 controls, the separators of lines and paragraphs, and
    /// the marks that turn the direction of what follows.
    public var isUnprintable: Bool {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
