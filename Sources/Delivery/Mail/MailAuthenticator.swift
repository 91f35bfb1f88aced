import CCurl
import FollowUps
import Foundation

/// Logs in to a mail server as a `MailLogin` says.
public enum MailAuthenticator: Sendable {
    case password(username: String, password: String)
    /// SASL XOAUTH2.
    case token(username: String, TokenSource)

    /// - Parameter secret: what the login's file holds.
    public init(_ login: MailLogin, secret: String, clock: @escaping @Sendable () -> Date) {
        switch login {
        case .password(let username, _): self = .password(username: username, password: secret)
        case .token(let username, let client): self = .token(username: username, TokenSource(client, secret: secret, clock: clock))
        }
    }

    /// What must not be repeated from a server's answer: the secret, and the forms in which a login sends it (RFC 4616, LOGIN).
    func secrets(_ token: AccessToken?) -> [String] {
        switch self {
        case .password(let username, let password):
            ["\0\(username)\0\(password)", password].map { Data($0.utf8).base64EncodedString() } + [password]
        case .token(let username, let source): source.secrets + (token?.secrets(of: username) ?? [])
        }
    }

    /// With `asksAnyWay` any method that the server offers will do; otherwise only PLAIN and LOGIN, which is what SMTP knows.
    func apply(to handle: CurlHandle, _ token: AccessToken?, asksAnyWay: Bool = false) {
        switch self {
        case .password(let username, let password):
            handle.set(CURLOPT_USERNAME, username)
            handle.set(CURLOPT_PASSWORD, password)
            if !asksAnyWay { handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN") }
        case .token(let username, _):
            if let token { handle.logIn(as: username, with: token) }
        }
    }

    /// Makes an attempt that needs a login. When the server refuses the token, another is fetched and it is tried
    /// again. `attempt` gives the reply, why the token was refused or nil, and whether the login succeeded.
    func attempt<Reply: Sendable>(
        failure: (TokenProblem) -> Reply, _ attempt: (AccessToken?) async -> (reply: Reply, refusal: String?, isLoggedIn: Bool)
    ) async -> Reply {
        guard case .token(_, let source) = self else { return await attempt(nil).reply }
        var refusals: [TokenCache.Refusal] = []
        while true {
            switch await source.token(after: refusals.last) {
            case .failure(let problem): return failure(problem)
            case .success(let token):
                let (reply, refused, isLoggedIn) = await attempt(token)
                if isLoggedIn { source.accepted(token) }
                // A third refusal, although logins of others succeeded meanwhile.
                guard let refused, refusals.count < 2 else { return reply }
                refusals.append(TokenCache.Refusal(token: token, reason: refused))
            }
        }
    }
}
