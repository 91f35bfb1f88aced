/// A URL that secrets may be sent to: `https`, or `http` to a loopback address.
public struct WebURL: Hashable, Sendable {
    public static let grammar = "\"https://HOST/PATH\"; http:// is accepted for a loopback address only"

    public let text: String
    public let address: ServerAddress

    public var isEncrypted: Bool { address.scheme == "https" }

    public init?(_ text: String) {
        guard let address = ServerAddress(text), address.scheme == "https" || (address.scheme == "http" && address.isLoopback) else { return nil }
        self.text = text
        self.address = address
    }
}
