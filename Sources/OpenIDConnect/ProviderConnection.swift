import FollowUps
import Foundation

/// Asks the provider over the network. It follows no redirect, and checks certificates.
public protocol ProviderConnection: Sendable {
    func get(_ url: WebURL) async -> ProviderReply
    /// Posts a form; `credentials` go into the Authorization header (HTTP Basic).
    func post(_ form: String, to url: WebURL, as credentials: ProviderCredentials?) async -> ProviderReply
}

public struct ProviderCredentials: Hashable, Sendable {
    public let username: String
    public let password: String
}

public enum ProviderReply: Hashable, Sendable {
    case answer(status: Int, body: Data)
    /// Why there was no answer, without a secret.
    case none(reason: String)
}
