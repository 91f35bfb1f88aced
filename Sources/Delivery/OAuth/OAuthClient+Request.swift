import FollowUps
import Foundation

extension OAuthClient {
    /// The body of a request for a token.
    func form(secret: String) -> Data {
        let fields = [("client_id", id), ("client_secret", secret), ("scope", scope), ("grant_type", "client_credentials")]
        return Data(fields.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&").utf8)
    }

    /// Percent-encodes all but unreserved characters (application/x-www-form-urlencoded).
    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            ServerAddress.isAlphanumeric(byte) || "-._~".utf8.contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
