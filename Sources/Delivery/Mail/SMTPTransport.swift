import CCurl
import FollowUps
import Foundation
import Synchronization

/// Sends mail over SMTP: one message per recipient, over several connections, each kept for the next message.
public final class SMTPTransport: MessageTransport {
    private let server: SMTPServer
    private let authenticator: MailAuthenticator?
    private let sender: MailAddress
    private let connectTimeout: TimeInterval
    private let timeout: TimeInterval
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

    /// - Parameters:
    ///   - authenticator: nil when the server has no login.
    ///   - sender: of the envelope.
    ///   - domain: greets when neither the server's settings nor the machine have a name.
    ///   - limit: pass the same one when the configuration is read again, or the limit per minute begins anew.
    ///   - connectTimeout: includes the TLS handshake.
    ///   - timeout: for one whole message.
    ///   - monotonic: gives seconds on a clock that nobody sets.
    ///   - machine: gives the machine's names, best first; called once, on a thread that may block; nil for those of this one.
    public init(
        _ server: SMTPServer, authenticator: MailAuthenticator?, sender: MailAddress, domain: String, limit: RateLimit = RateLimit(),
        connectTimeout: TimeInterval = 30, timeout: TimeInterval = 120,
        monotonic: @escaping @Sendable () -> TimeInterval = { ProcessInfo.processInfo.systemUptime },
        machine: (@Sendable () -> [String])? = nil
    ) throws(TransportError) {
        if server.tls == .none, !server.url.address.isLoopback { throw .unencrypted(host: server.url.address.host) }
        self.server = server
        self.authenticator = authenticator
        self.sender = sender
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.monotonic = monotonic
        url = server.url.text.hasSuffix("/") ? server.url.text : server.url.text + "/"
        greetingName = GreetingNameOnce { GreetingName.choose(configured: server.helo, machine: machine ?? GreetingName.ofMachine, domain: domain) }
        threads = CurlThreads(count: server.connections, name: "smtp")
        self.limit = limit
    }

    public func send(_ message: OutgoingMessage) async -> DeliveryResult {
        guard let recipient = message.address else { return .refused(reason: "the message is a mail without a recipient's address") }
        guard let authenticator else { return await send(message.content, to: recipient, token: nil).reply }
        return await authenticator.attempt(failure: { .unavailable(reason: $0.reason) }) { token in
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
        handle.setTimeouts(connect: connectTimeout, total: timeout)
        if server.tls == .required { handle.requireTLS(caFile: server.caFile) }
        authenticator?.apply(to: handle, token)
        handle.set(CURLOPT_MAIL_FROM, "<\(sender.text)>")
        let outcome = handle.perform(
            content: content, as: .mail, reach: server.tls == .none ? .loopback : .anywhere, lists: [(CURLOPT_MAIL_RCPT, ["<\(recipient.text)>"])])
        let reply = SMTPReply(
            outcome: outcome, server: server.url.text, recipient: recipient, hiding: authenticator?.secrets(token) ?? [], usesToken: token != nil)
        if let words = reply.acceptance { answered.withLock { $0 = words } }
        return reply
    }
}
