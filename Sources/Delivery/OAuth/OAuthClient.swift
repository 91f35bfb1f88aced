import FollowUps
import Foundation

/// An application that gets tokens for itself with client credentials (RFC 6749, section 4.4).
public struct OAuthClient: Sendable {
    /// `https`, or `http` to a loopback address.
    public let tokenURL: String
    public let id: String
    let secret: String
    public let scope: String
    public let caFile: String?
    public let timeout: TimeInterval

    public init(tokenURL: String, id: String, secret: String, scope: String, caFile: String? = nil, timeout: TimeInterval = 20) {
        self.tokenURL = tokenURL
        self.id = id
        self.secret = secret
        self.scope = scope
        self.caFile = caFile
        self.timeout = timeout
    }

    var form: Data {
        let fields = [("client_id", id), ("client_secret", secret), ("scope", scope), ("grant_type", "client_credentials")]
        return Data(fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8)
    }

    /// What must never be repeated.
    var secrets: [String] { [secret, Self.encoded(secret)] }

    /// Percent-encodes all but unreserved characters (application/x-www-form-urlencoded).
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            ServerAddress.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
