import CCurl
import FollowUps
import Foundation

/// Posts messages to one webhook, signed according to Standard Webhooks.
public final class WebhookTransport: MessageTransport {
    private let webhook: Webhook
    private let secrets: [SigningSecret]
    private let caFile: String?
    private let connectTimeout: TimeInterval
    private let timeout: TimeInterval
    private let reach: EgressPolicy
    private let threads: CurlThreads
    private let clock: @Sendable () -> Date

    public var concurrency: Int { threads.count }

    /// - Parameter secrets: more than one while a secret is being replaced.
    public init(
        _ webhook: Webhook, secrets: [SigningSecret], caFile: String? = nil, connectTimeout: TimeInterval = 10, timeout: TimeInterval = 20,
        clock: @escaping @Sendable () -> Date
    ) throws(TransportError) {
        guard !secrets.isEmpty else { throw .noSecret(webhook.id) }
        self.webhook = webhook
        self.secrets = secrets
        self.caFile = caFile
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.clock = clock
        reach = EgressPolicy(to: webhook.url.address, allowPrivate: webhook.allowPrivate)
        threads = CurlThreads(count: 1, name: "webhook \(webhook.id)")
    }

    public func send(_ message: OutgoingMessage) async -> DeliveryResult {
        // libcurl passes on line ends in a header as they are.
        guard !message.messageID.isEmpty, message.messageID.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return .refused(reason: "the message's id cannot stand in a header: it has to be printable ASCII without spaces")
        }
        return await threads.run { [self] handle in
            guard let handle else { return .unavailable(reason: "libcurl could not be started") }
            let now = clock()
            return WebhookReply(outcome: post(message, at: now, over: handle), endpoint: webhook.id, reach: reach, now: now).result
        }
    }

    private func post(_ message: OutgoingMessage, at now: Date, over handle: CurlHandle) -> CurlHandle.Outcome {
        handle.resetForWeb(
            url: webhook.url.text, isEncrypted: webhook.url.isEncrypted, caFile: caFile, connectTimeout: connectTimeout, timeout: timeout)
        let timestamp = Int(now.timeIntervalSince1970.rounded(.down))
        let signatures = secrets.map { $0.signature(id: message.messageID, timestamp: timestamp, body: message.content) }
        let headers = [
            "Content-Type: application/json; charset=utf-8", "webhook-id: \(message.messageID)", "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(signatures.joined(separator: " "))",
            // Otherwise libcurl waits a second before it sends a larger body.
            "Expect:",
        ]
        return handle.perform(content: message.content, as: .post, reach: reach, lists: [(CURLOPT_HTTPHEADER, headers)])
    }
}
