import Foundation

/// A bearer token. Its text is a secret: no log, error or description shows it, and it is never written down.
struct AccessToken: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    let text: String
    /// In seconds from when it was asked for.
    let lifetime: TimeInterval

    /// The longest that fits into one line of a login.
    private static let longest = 8192

    /// Nil for a text that could break out of the login.
    init?(_ text: String, lifetime: TimeInterval) {
        guard (1...Self.longest).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), lifetime > 0 else { return nil }
        self.text = text
        self.lifetime = lifetime
    }

    var description: String { "an access token" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: []) }

    /// The forms in which a login sends it, none of which may be repeated.
    func secrets(of username: String) -> [String] {
        let message = "user=\(username)\u{1}auth=Bearer \(text)\u{1}\u{1}"
        return [text, Data(message.utf8).base64EncodedString()]
    }
}
