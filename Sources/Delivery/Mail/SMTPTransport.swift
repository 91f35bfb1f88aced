import CCurl
import FollowUps
import Foundation
import Synchronization

/// Sends mail over SMTP: one message per recipient, over several connections, each kept for the next message.
public final class SMTPTransport: MessageTransport {
    private let server: SMTPServer
    private let threads: CurlThreads
    private let limit: RateLimit
    private let monotonic: @Sendable () -> TimeInterval
    private let url: String
    private let greetingName: GreetingNameOnce
    private let answered = Mutex<String?>(nil)

    /// The server's last acceptance, such as `250 2.0.0 Ok: queued as 4C1`, for a person to read.
    public var lastAnswer: String? { answered.withLock { $0 } }

    /// The next message is ready when a connection is free.
    public var concurrency: Int { threads.count * 2 }

    /// Pass the same `limit` when the configuration is read again, or the limit per minute begins anew. `monotonic`
    /// gives seconds on a clock that nobody sets.
    public convenience init(
        _ server: SMTPServer, limit: RateLimit = RateLimit(),
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime }
    ) throws(TransportError) {
        try self.init(server, limit: limit, monotonic: monotonic, machine: GreetingName.ofMachine)
    }

    /// - Parameter machine: the machine's names, best first; called once, on a thread that may block.
    init(
        _ server: SMTPServer, limit: RateLimit, monotonic: @escaping @Sendable () -> TimeInterval, machine: @escaping @Sendable () -> [String]
    ) throws(TransportError) {
        guard let address = ServerAddress(server.url), ["smtp", "smtps"].contains(address.scheme) else { throw .badURL(server.url) }
        if server.tls == .none, !address.isLoopback { throw .unencrypted(host: address.host) }
        self.server = server
        self.monotonic = monotonic
        url = server.url.hasSuffix("/") ? server.url : server.url + "/"
        greetingName = GreetingNameOnce { GreetingName.choose(configured: server.helo, machine: machine, domain: server.domain) }
        threads = CurlThreads(count: server.connections, name: "smtp")
        self.limit = limit
    }

    public func send(_ message: OutgoingMessage) async -> DeliveryResult {
        guard let recipient = message.address else { return .refused(reason: "the message is a mail without a recipient's address") }
        guard let login = server.login else { return await send(message.content, to: recipient, token: nil).reply }
        return await login.attempt(failure: { .unavailable(reason: $0.reason) }) { token in
            await send(message.content, to: recipient, token: token)
        }
    }

    private func send(
        _ content: Data, to recipient: MailAddress, token: AccessToken?
    ) async -> (reply: DeliveryResult, refusal: String?, isLoggedIn: Bool) {
        if let perMinute = server.perMinute, let wait = limit.take(at: monotonic(), perMinute: perMinute) {
            return (.busy(seconds: wait), nil, false)
        }
        return await threads.run { [self] handle in
            guard let handle else { return (.unavailable(reason: "libcurl could not be started"), nil, false) }
            let first = transfer(content, to: recipient, over: handle, token: token, fresh: false)
            // A connection that the server has closed, or has had enough of, says nothing about this message.
            let reply =
                first.outcome.reusedConnection && !first.outcome.contentWasSent && (first.isLostConnection || first.isFullConnection)
                ? transfer(content, to: recipient, over: handle, token: token, fresh: true) : first
            return (reply.result, reply.refusesLogin ? reply.result.reason : nil, reply.isLoggedIn)
        }
    }

    private func transfer(_ content: Data, to recipient: MailAddress, over handle: CurlHandle, token: AccessToken?, fresh: Bool) -> SMTPReply {
        handle.reset()
        handle.set(CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        // libcurl takes the name for EHLO from the path.
        handle.set(CURLOPT_URL, url + greetingName.value())
        handle.set(CURLOPT_FRESH_CONNECT, fresh ? 1 : 0)
        handle.setTimeouts(connect: server.connectTimeout, total: server.timeout)
        if server.tls == .required { handle.requireTLS(caFile: server.caFile) }
        server.login?.apply(to: handle, token)
        handle.set(CURLOPT_MAIL_FROM, "<\(server.sender.text)>")
        let outcome = handle.perform(
            content: content, as: .mail, reach: server.tls == .none ? .loopback : .anywhere, lists: [(CURLOPT_MAIL_RCPT, ["<\(recipient.text)>"])])
        let reply = SMTPReply(
            outcome: outcome, server: server.url, recipient: recipient, hiding: server.login?.secrets(token) ?? [], usesToken: token != nil)
        if let words = reply.acceptance { answered.withLock { $0 = words } }
        return reply
    }
}
