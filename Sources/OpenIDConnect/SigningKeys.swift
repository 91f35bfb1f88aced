import FollowUps
import Foundation
import JWTKit

/// The public keys of a provider (RFC 7517), of which it may have several while it replaces one.
struct SigningKeys: Sendable {
    private struct Key: Sendable {
        let key: JWK
        let id: String?
    }

    private let keys: [Key]

    /// Throws only when this is no set of keys. One that we cannot use is left out: providers have keys for other ends beside those.
    init(_ body: Data) throws(SchoolAccountProblem) {
        guard let set = try? JSONDecoder().decode(KeySet.self, from: body) else {
            throw .unavailable("the provider's keys (jwks_uri) cannot be read")
        }
        keys = set.keys.compactMap { $0.key }
    }

    private struct KeySet: Decodable {
        let keys: [Element]
    }

    private struct Element: Decodable {
        let key: Key?

        private enum Field: String, CodingKey {
            case use
        }

        init(from decoder: any Decoder) throws {
            let use = try? decoder.container(keyedBy: Field.self).decodeIfPresent(String.self, forKey: .use)
            guard (use ?? "sig") == "sig", var key = try? JWK(from: decoder) else {
                self.key = nil
                return
            }
            let id = key.keyIdentifier?.string
            // The library looks keys up by their id; here each is tried alone.
            key.keyIdentifier = "key"
            self.key = Key(key: key, id: id)
        }
    }

    /// Whether one of these keys has signed the token. None has when the token names no key and several could have.
    func verify(_ token: SignedToken) async -> Bool {
        let fitting = keys.filter { key in
            (token.header.kid == nil || key.id == token.header.kid) && (key.key.algorithm ?? token.header.algorithm) == token.header.algorithm
        }
        guard fitting.count == 1, let key = fitting.first else { return false }
        let collection = JWTKeyCollection()
        guard (try? await collection.add(jwk: key.key)) != nil else { return false }
        return (try? await collection.verify(token.text, as: AnyClaims.self)) != nil
    }

    /// The library verifies the signature; what the claims have to be is for `IDTokenExpectation`.
    private struct AnyClaims: JWTPayload {
        func verify(using algorithm: some JWTAlgorithm) {}
    }
}
