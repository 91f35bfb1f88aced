import FollowUps
import Foundation
import JWTKit

/// An ID token of which nothing has been verified yet (RFC 7519).
struct SignedToken: Sendable {
    struct Header: Sendable {
        let algorithm: JWK.Algorithm
        let kid: String?
    }

    /// Only those of public keys: `none` proves nothing, and for HMAC whoever can verify can also sign.
    private static let algorithms: [JWK.Algorithm] = [.rs256, .rs384, .rs512, .ps256, .ps384, .ps512, .es256, .es384, .es512, .eddsa]

    let text: String
    let header: Header
    private let payload: Data

    private struct HeaderFields: Decodable {
        let alg: String
        let kid: String?
        /// What a reader has to understand (RFC 7515, section 4.1.11); we understand nothing of that sort.
        let crit: [String]?
    }

    init(_ text: String) throws(SchoolAccountProblem) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let header = Data(base64URL: parts[0]), let payload = Data(base64URL: parts[1]), Data(base64URL: parts[2]) != nil,
            let fields = try? JSONDecoder().decode(HeaderFields.self, from: header)
        else { throw .invalid("what the provider calls an ID token is none") }
        guard let algorithm = JWK.Algorithm(rawValue: fields.alg), Self.algorithms.contains(algorithm), fields.crit == nil else {
            throw .invalid("the ID token is signed in a way that proves nothing or is not known here; the provider has to use RS256 or ES256")
        }
        self.text = text
        self.payload = payload
        self.header = Header(algorithm: algorithm, kid: fields.kid)
    }

    /// Believe them only when the signature has been verified.
    func claims() throws(SchoolAccountProblem) -> IDTokenClaims {
        guard let claims = try? JSONDecoder().decode(DecodedClaims.self, from: payload) else {
            throw .invalid("the claims of the ID token cannot be read")
        }
        return claims.value
    }
}

/// The claims as JSON has them.
private struct DecodedClaims: Decodable {
    let value: IDTokenClaims

    private struct Name: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.init(stringValue) }
        init?(intValue: Int) { nil }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Name.self)
        func instant(_ name: String) throws -> Date? {
            try container.decodeIfPresent(Double.self, forKey: Name(name)).map { Date(timeIntervalSince1970: $0) }
        }
        func text(_ name: String) throws -> String? { try container.decodeIfPresent(String.self, forKey: Name(name)) }
        let audience = (try? container.decode(String.self, forKey: Name("aud"))).map { [$0] }
        let audiences = try audience ?? container.decodeIfPresent([String].self, forKey: Name("aud"))
        // Some providers write the flag as a text.
        let verified =
            (try? container.decode(Bool.self, forKey: Name("email_verified")))
            ?? (try? container.decode(String.self, forKey: Name("email_verified"))).map { $0.lowercased() == "true" }
        var texts: [String: String] = [:]
        for key in container.allKeys { texts[key.stringValue] = try? container.decode(String.self, forKey: key) }
        value = IDTokenClaims(
            issuer: try text("iss"), audiences: audiences ?? [], authorizedParty: try text("azp"), expiresAt: try instant("exp"),
            issuedAt: try instant("iat"), notBefore: try instant("nbf"), nonce: try text("nonce"), isEmailVerified: verified, texts: texts)
    }
}

extension Data {
    /// Reads base64url without padding (RFC 4648, section 5).
    init?(base64URL text: some StringProtocol) {
        guard text.utf8.allSatisfy({ ServerAddress.isAlphanumeric($0) || "-_".utf8.contains($0) }) else { return nil }
        let usual = String(text).replacing("-", with: "+").replacing("_", with: "/")
        self.init(base64Encoded: usual + String(repeating: "=", count: (4 - usual.count % 4) % 4))
    }

    var base64URL: String { base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") }
}
