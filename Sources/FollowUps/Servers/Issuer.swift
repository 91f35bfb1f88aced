/// Whoever vouches for accounts, as its ID tokens name it: compared byte by byte (OpenID Connect Discovery 1.0, section 3).
public struct Issuer: Hashable, Sendable {
    public static let grammar =
        "\"https://HOST\" or \"https://HOST/PATH\", exactly as the provider names itself; http:// is accepted for a loopback address only"

    public let url: WebURL

    public var text: String { url.text }

    /// Nil for a URL with a query or a fragment.
    public init?(_ text: String) {
        guard let url = WebURL(text), !text.contains("?"), !text.contains("#") else { return nil }
        self.url = url
    }

    /// Where the provider says how it is spoken to.
    public var discoveryURL: WebURL? { WebURL((text.hasSuffix("/") ? String(text.dropLast()) : text) + "/.well-known/openid-configuration") }
}
