import CCurl
import FollowUps
import Foundation

/// Posts messages to one webhook, signed according to Standard Webhooks.
public final class WebhookTransport: MessageTransport {
    private let endpoint: WebhookEndpoint
    private let isEncrypted: Bool
    private let reach: EgressPolicy
    private let threads: CurlThreads
    private let clock: @Sendable () -> Date

    public var concurrency: Int { threads.count }

    public init(_ endpoint: WebhookEndpoint, clock: @escaping @Sendable () -> Date) throws(TransportError) {
        guard let address = ServerAddress(endpoint.url), ["http", "https"].contains(address.scheme) else { throw .badWebhookURL(endpoint.id) }
        isEncrypted = address.scheme == "https"
        guard isEncrypted || address.isLoopback else { throw .unencrypted(host: address.host) }
        reach = EgressPolicy(to: address, allowPrivate: endpoint.allowPrivate)
        guard !endpoint.secrets.isEmpty else { throw .noSecret(endpoint.id) }
        self.endpoint = endpoint
        self.clock = clock
        threads = CurlThreads(count: 1, name: "webhook \(endpoint.id)")
    }

    public func send(_ dispatch: OutgoingMessage) async -> DeliveryResult {
        // libcurl passes on line ends in a header as they are.
        guard !dispatch.messageID.isEmpty, dispatch.messageID.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return .refused(reason: "the message's id cannot stand in a header: it has to be printable ASCII without spaces")
        }
        return await threads.run { [self] handle in
            guard let handle else { return .unavailable(reason: "libcurl could not be started") }
            let now = clock()
            return WebhookReply(outcome: post(dispatch, at: now, over: handle), endpoint: endpoint.id, reach: reach, now: now).result
        }
    }

    private func post(_ dispatch: OutgoingMessage, at now: Date, over handle: CurlHandle) -> CurlHandle.Outcome {
        handle.resetForWeb(
            url: endpoint.url, isEncrypted: isEncrypted, caFile: endpoint.caFile, connectTimeout: endpoint.connectTimeout, timeout: endpoint.timeout)
        let timestamp = Int(now.timeIntervalSince1970.rounded(.down))
        let signatures = endpoint.secrets.map { $0.signature(id: dispatch.messageID, timestamp: timestamp, body: dispatch.content) }
        let headers = [
            "Content-Type: application/json; charset=utf-8", "webhook-id: \(dispatch.messageID)", "webhook-timestamp: \(timestamp)",
            "webhook-signature: \(signatures.joined(separator: " "))",
            // Otherwise libcurl waits a second before it sends a larger body.
            "Expect:",
        ]
        return handle.perform(content: dispatch.content, as: .post, reach: reach, lists: [(CURLOPT_HTTPHEADER, headers)])
    }
}
