import Foundation

/// Why there is no token: what is wrong, with which key, and what to do.
struct TokenProblem: Error, Hashable, Sendable {
    let reason: String
    /// Whether it stays until somebody mends it.
    let isPermanent: Bool
    /// The pause that the token server asks for, in seconds.
    let retryAfter: TimeInterval?

    private init(_ reason: String, isPermanent: Bool, retryAfter: TimeInterval? = nil) {
        self.reason = reason
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
    }

    /// Passes by itself, or so it seems.
    static func passing(_ reason: String, retryAfter: TimeInterval? = nil) -> Self { Self(reason, isPermanent: false, retryAfter: retryAfter) }

    static func lasting(_ reason: String) -> Self { Self(reason, isPermanent: true) }
}
