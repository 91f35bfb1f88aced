/// Why somebody is not signed in with the school's account. No description says anything about them (promise 9).
public enum SchoolAccountProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The provider cannot be reached or answers with an error of its own: another attempt may do better.
    case unavailable(String)
    /// The provider, or the person there, said no; in the word of the protocol, such as `access_denied`.
    case refused(String)
    /// The answer is none of this browser's last attempt, has been used before, or came too late.
    case stale(String)
    /// The answer must not be believed, or lacks something.
    case invalid(String)
    case unverifiedEmail
    /// Nobody in the configuration has this account.
    case nobody(account: String)
    case several(account: String)

    public var description: String {
        switch self {
        case .unavailable(let reason), .stale(let reason), .invalid(let reason): reason
        case .refused(let word): "the provider answered \(word)"
        case .unverifiedEmail: "the provider has not verified the address (email_verified is false)"
        case .nobody: "nobody in the configuration or staff list has this account"
        case .several:
            "several people in the configuration or staff list have this account; compare something with [web.oidc] claim that is theirs alone"
        }
    }
}
