import FollowUps
import Foundation

extension OAuthClient {
    /// The body of a request for a token.
    func form(secret: String) -> Data {
        let fields = [("client_id", id), ("client_secret", secret), ("scope", scope), ("grant_type", "client_credentials")]
        return Data(PercentEncoding.form(fields).utf8)
    }
}
