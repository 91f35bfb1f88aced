import CCurl
import FollowUps
import Foundation

/// Sends mail through an SMTP server: one message per recipient, several connections, each kept from one message to the next.
public final class SMTPTransport: Transport {
    private let server: SMTPServer
    private let sender: MailAddress
    private let threads: CurlThreads
    private let limit: RateLimit
    private let monotonic: @Sendable () -> TimeInterval

    /// Two for each connection, so that the next message is at hand when one is done.
    public var concurrency: Int { threads.count * 2 }

    /// - Parameters:
    ///   - limit: what has gone lately; the same as before when the configuration is read again, or the limit per minute would begin anew.
    ///   - monotonic: seconds on a clock that nobody sets, for the limit per minute.
    public init(
        _ server: SMTPServer, limit: RateLimit = RateLimit(),
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime }
    ) throws(TransportError) {
        guard let address = ServerAddress(server.url), ["smtp", "smtps"].contains(address.scheme) else { throw .badURL(server.url) }
        if server.tls == .none, !address.isLoopback { throw .unencrypted(host: address.host) }
        guard let sender = MailAddress(server.sender) else { throw .badSender }
        self.server = server
        self.sender = sender
        self.monotonic = monotonic
        threads = CurlThreads(count: server.connections, name: "smtp")
        self.limit = limit
    }

    public func send(_ dispatch: Dispatch) async -> DeliveryResult {
        guard let recipient = dispatch.address.flatMap({ MailAddress($0) }) else {
            return .refused(reason: "the recipient's address cannot stand in an SMTP envelope: it has to be plain ASCII without spaces or brackets")
        }
        let now = monotonic()
        if let perMinute = server.perMinute, let wait = limit.take(at: now, perMinute: perMinute) { return .busy(seconds: wait) }
        return await threads.run { [self] handle in
            guard let handle else { return .unavailable(reason: "libcurl could not be started") }
            let first = transfer(dispatch.content, to: recipient, over: handle, fresh: false)
            // A connection that the server let go in the meantime says nothing about this message.
            let reply =
                first.outcome.reusedConnection && !first.outcome.contentWasSent && first.isLostConnection
                ? transfer(dispatch.content, to: recipient, over: handle, fresh: true) : first
            return reply.result
        }
    }

    private func transfer(_ content: Data, to recipient: MailAddress, over handle: CurlHandle, fresh: Bool) -> SMTPReply {
        handle.reset()
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        handle.set(CURLOPT_URL, server.url)
        handle.set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
        handle.setTimeouts(connect: server.connectTimeout, total: server.timeout)
        if server.tls == .required { handle.requireTLS(caFile: server.caFile) }
        if let username = server.username, let password = server.password {
            handle.set(CURLOPT_USERNAME, username)
            handle.set(CURLOPT_PASSWORD, password)
            handle.set(CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
        }
        handle.set(CURLOPT_MAIL_FROM, "<\(sender.text)>")
        let outcome = handle.perform(
            content: content, as: .mail, reach: server.tls == .none ? .loopback : .anywhere, lists: [(CURLOPT_MAIL_RCPT, ["<\(recipient.text)>"])])
        return SMTPReply(outcome: outcome, server: server.url, hiding: [recipient.text] + server.secrets)
    }
}
