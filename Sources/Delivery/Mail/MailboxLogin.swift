import CCurl
import Foundation

/// How to log in at a server of mail.
public enum MailboxLogin: Sendable {
    case password(username: String, password: String)
    /// As the owner of a mailbox, by SASL XOAUTH2.
    case token(username: String, TokenSource)

    var username: String {
        switch self {
        case .password(let username, _), .token(let username, _): username
        }
    }

    /// What a server's answer must not be repeated with: the password, and the forms in which a login carries it (RFC 4616, and the two lines of
    /// LOGIN).
    func secrets(_ token: AccessToken?) -> [String] {
        switch self {
        case .password(let username, let password):
            ["\0\(username)\0\(password)", password].map { Data($0.utf8).base64EncodedString() } + [password]
        case .token(let username, let source): source.client.secrets + (token?.secrets(of: username) ?? [])
        }
    }

    /// - Parameters:
    ///   - token: what to log in with when it is not a password.
    ///   - asksAnyWay: whether a password may go in any way that the server offers, and not as SMTP knows it only.
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

    /// Does something that needs a login, once more with another token when the first was not taken.
    ///
    /// - Parameter attempt: gives why the login was refused, or nil when it was not, and whether it went well.
    func attempt<Reply: Sendable>(
        failure: (TokenProblem) -> Reply, _ attempt: (AccessToken?) async -> (reply: Reply, refusal: String?, isLoggedIn: Bool)
    ) async -> Reply {
        guard case .token(_, let source) = self else { return await attempt(nil).reply }
        var refusals: [TokenKeeping.Refusal] = []
        while true {
            switch await source.token(after: refusals.last) {
            case .failure(let problem): return failure(problem)
            case .success(let token):
                let (reply, refused, isLoggedIn) = await attempt(token)
                if isLoggedIn { source.accepted(token) }
                // Refused a third time: others have logins that go well meanwhile, and this one has not.
                guard let refused, refusals.count < 2 else { return reply }
                refusals.append(TokenKeeping.Refusal(token: token, reason: refused))
            }
        }
    }
}
