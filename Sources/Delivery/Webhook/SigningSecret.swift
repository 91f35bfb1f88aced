import Crypto
import Foundation

/// A secret that a webhook's receiver shares with us: `whsec_` and base64 (Standard Webhooks).
public struct SigningSecret: Sendable {
    private let key: SymmetricKey

    /// Ignores white space around it, such as a file's line end. Throws `badSecret`, which does not show the text.
    public init(_ text: String) throws(TransportError) {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard trimmed.hasPrefix("whsec_"), let bytes = Data(base64Encoded: String(trimmed.dropFirst(6))), bytes.count >= 24 else {
            throw .badSecret
        }
        key = SymmetricKey(data: bytes)
    }

    /// The value of `webhook-signature`: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.
    func signature(id: String, timestamp: Int, body: Data) -> String {
        var signed = Data("\(id).\(timestamp).".utf8)
        signed.append(body)
        return "v1," + Data(HMAC<SHA256>.authenticationCode(for: signed, using: key)).base64EncodedString()
    }
}
