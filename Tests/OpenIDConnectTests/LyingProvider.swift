import Crypto
import FollowUps
import Foundation
import JWTKit
import Synchronization

@testable import OpenIDConnect

/// A provider of accounts that gives out what a test tells it to, over a network in which only it exists.
final class LyingProvider: ProviderConnection {
    static let issuer = "https://login.school.example/v2.0"
    static let clientID = "opvolg-client"
    static let clientSecret = "geheim+van/de=school"
    static let now = Date(timeIntervalSince1970: 1_796_000_000)

    struct State {
        var metadata: [String: any Sendable] = [
            "issuer": LyingProvider.issuer, "authorization_endpoint": "https://login.school.example/authorize?tenant=1",
            "token_endpoint": "https://login.school.example/token", "jwks_uri": "https://login.school.example/keys",
            "end_session_endpoint": "https://login.school.example/logout",
        ]
        var keys: [[String: String]] = []
        /// What the token endpoint answers; nil for an ID token for the last attempt, if the code, the secret and the verifier are right.
        var token: String?
        var tokenStatus = 200
        var tokenError: String?
        var isSilent = false
        var usedCodes: Set<String> = []
        var gets: [String: Int] = [:]
        var forms: [[String: String]] = []
        var credentials: [ProviderCredentials?] = []
    }

    private let state: Mutex<State>
    let key: ES256PrivateKey

    init(key: ES256PrivateKey = ES256PrivateKey()) {
        self.key = key
        var start = State()
        start.keys = [Self.publicKey(key, id: "one")]
        state = Mutex(start)
    }

    var seen: State { state.withLock { $0 } }
    func change(_ change: (inout State) -> Void) { state.withLock { change(&$0) } }

    func get(_ url: WebURL) async -> ProviderReply {
        state.withLock { state in
            state.gets[url.text, default: 0] += 1
            if state.isSilent { return .none(reason: "nobody is there") }
            switch url.text {
            case Self.issuer + "/.well-known/openid-configuration": return Self.json(state.metadata)
            case "https://login.school.example/keys": return Self.json(["keys": state.keys])
            default: return .answer(status: 404, body: Data())
            }
        }
    }

    func post(_ form: String, to url: WebURL, as credentials: ProviderCredentials?) async -> ProviderReply {
        let fields = Dictionary(
            form.split(separator: "&").map { pair in
                let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
                return (parts[0], parts.count > 1 ? parts[1] : "")
            }, uniquingKeysWith: { $1 })
        return state.withLock { state in
            state.forms.append(fields)
            state.credentials.append(credentials)
            if state.isSilent { return .none(reason: "nobody is there") }
            guard state.tokenStatus == 200, state.usedCodes.insert(fields["code"] ?? "").inserted else {
                let error = ["error": state.tokenError ?? "invalid_grant", "error_description": "marker"]
                return Self.json(error, status: state.tokenStatus == 200 ? 400 : state.tokenStatus)
            }
            return Self.json(["id_token": state.token ?? "", "access_token": "x", "token_type": "Bearer"])
        }
    }

    private static func json(_ value: Any, status: Int = 200) -> ProviderReply {
        .answer(status: status, body: (try? JSONSerialization.data(withJSONObject: value)) ?? Data())
    }

    // MARK: Keys and tokens

    static func publicKey(_ key: ES256PrivateKey, id: String?) -> [String: String] {
        func url(_ text: String) -> String { text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") }
        let (x, y) = key.publicKey.parameters ?? ("", "")
        var fields = ["kty": "EC", "crv": "P-256", "x": url(x), "y": url(y), "use": "sig"]
        fields["kid"] = id
        return fields
    }

    /// Good claims for an attempt with this nonce.
    static func claims(nonce: String) -> [String: any Sendable] {
        [
            "iss": issuer, "aud": clientID, "sub": "1234", "exp": Int(now.timeIntervalSince1970) + 3600, "iat": Int(now.timeIntervalSince1970),
            "nonce": nonce, "email": "ib@vlieger.example", "email_verified": true,
        ]
    }

    /// Signed by hand with any header, so that it can say what no library would.
    static func token(_ claims: [String: any Sendable], header: [String: any Sendable], signature: (Data) throws -> Data) throws -> String {
        let parts = try [header, claims].map { try JSONSerialization.data(withJSONObject: $0).base64URL }
        let signed = parts.joined(separator: ".")
        return try signed + "." + signature(Data(signed.utf8)).base64URL
    }

    /// Signed with an EC key, as a good provider would.
    func token(_ claims: [String: any Sendable], by other: P256.Signing.PrivateKey? = nil, kid: String? = "one") throws -> String {
        let signer = try other ?? P256.Signing.PrivateKey(pemRepresentation: key.pemRepresentation)
        var header: [String: any Sendable] = ["alg": "ES256", "typ": "JWT"]
        header["kid"] = kid
        return try Self.token(claims, header: header) { try signer.signature(for: $0).rawRepresentation }
    }
}
