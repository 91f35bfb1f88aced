import Foundation

/// Why there is no token: what is wrong, with which key, and what to do.
struct TokenProblem: Error, Hashable, Sendable {
    /// In our own words, the same each time.
    let cause: String
    /// In libcurl's words, with details such as milliseconds that differ each time; may be empty.
    let said: String
    /// Whether it lasts until somebody mends it.
    let isPermanent: Bool
    /// The pause that the token server asks for, in seconds.
    let retryAfter: TimeInterval?

    private init(_ cause: String, saying said: String = "", isPermanent: Bool, retryAfter: TimeInterval? = nil) {
        self.cause = cause
        self.said = said
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
    }

    static func passing(_ cause: String, saying said: String = "", retryAfter: TimeInterval? = nil) -> Self {
        Self(cause, saying: said, isPermanent: false, retryAfter: retryAfter)
    }

    static func lasting(_ cause: String) -> Self { Self(cause, isPermanent: true) }

    var reason: String { said.isEmpty ? cause : "\(cause): \(said)" }
}
