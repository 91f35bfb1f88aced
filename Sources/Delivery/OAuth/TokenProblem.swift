import Foundation

/// Why there is no token: what is wrong, with which key, and what to do.
struct TokenProblem: Error, Hashable, Sendable {
    /// In our own words, the same each time.
    let trouble: String
    /// In libcurl's words, with details such as milliseconds that differ each time; may be empty.
    let said: String
    /// Whether it lasts until somebody mends it.
    let isPermanent: Bool
    /// The pause that the token server asks for, in seconds.
    let retryAfter: TimeInterval?

    private init(_ trouble: String, saying said: String = "", isPermanent: Bool, retryAfter: TimeInterval? = nil) {
        self.trouble = trouble
        self.said = said
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
    }

    static func passing(_ trouble: String, saying said: String = "", retryAfter: TimeInterval? = nil) -> Self {
        Self(trouble, saying: said, isPermanent: false, retryAfter: retryAfter)
    }

    static func lasting(_ trouble: String) -> Self { Self(trouble, isPermanent: true) }

    var reason: String { said.isEmpty ? trouble : "\(trouble): \(said)" }
}
