import FollowUps

/// The form of ids. They occur in commands, URLs, logs and webhook bodies, so nothing in them may need quoting.
enum IdentifierSyntax {
    static let grammar = "an id of at most 64 letters, digits, hyphens, dots and underscores, such as \"ib-vlieger\""

    static func id<Subject>(_ text: String) -> Identifier<Subject>? { isValid(text) ? Identifier(text) : nil }

    static func isValid(_ text: String) -> Bool {
        guard (1...64).contains(text.utf8.count), let first = text.utf8.first, ServerAddress.isAlphanumeric(first) else { return false }
        return text.utf8.allSatisfy { ServerAddress.isAlphanumeric($0) || "-._".utf8.contains($0) }
    }

    static func isPresentable(_ text: String) -> Bool { presentable(text) == text && !text.isEmpty }

    /// A text from a file for a message: one line, cut where it gets long.
    static func presentable(_ text: String) -> String { PrintableText.shown(text, atMost: 79) }
}
