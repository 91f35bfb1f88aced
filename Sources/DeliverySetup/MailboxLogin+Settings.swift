import Configuration
import Delivery
import Foundation

extension MailboxLogin {
    /// Nil for a login by token without `tokens`.
    init?(_ login: MailLogin, credentials: Credentials, tokens: TokenSource?) throws {
        switch login {
        case .password(let username, let file): self = .password(username: username, password: try credentials.read(file))
        case .token(let username, _):
            guard let tokens else { return nil }
            self = .token(username: username, tokens)
        }
    }
}

extension TokenSource {
    /// Nil when mail is sent without tokens.
    convenience init?(_ mail: MailSettings, credentials: Credentials, clock: @escaping @Sendable () -> Date) throws {
        guard case .smtp(let smtp) = mail.transport, case .token(_, let oauth)? = smtp.login else { return nil }
        try self.init(
            OAuthClient(
                tokenURL: oauth.tokenURL, id: oauth.clientID, secret: try credentials.read(oauth.clientSecretFile), scope: oauth.scope,
                caFile: smtp.caFile), clock: clock)
    }
}
