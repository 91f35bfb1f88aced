import CCurl
import FollowUps
import Foundation

/// Sends the heartbeat ping to a dead man's switch such as Healthchecks, which raises the alarm when pings stop.
public final class PingTransport: Sendable {
    private let url: WebURL
    private let reach: EgressPolicy
    private let caFile: String?
    private let timeout: TimeInterval
    private let threads = CurlThreads(count: 1, name: "ping")

    /// - Parameter url: no error shows it, because whoever knows it can pretend that all is well.
    public init(url: WebURL, allowPrivate: Bool = false, caFile: String? = nil, timeout: TimeInterval = 10) {
        self.url = url
        self.caFile = caFile
        self.timeout = timeout
        reach = EgressPolicy(to: url.address, allowPrivate: allowPrivate)
    }

    /// Returns what went wrong, or nil when the answer was a status of success.
    public func ping() async -> String? {
        await threads.run { [self] handle in
            guard let handle else { return "libcurl could not be started" }
            handle.resetForWeb(url: url.text, isEncrypted: url.isEncrypted, caFile: caFile, connectTimeout: timeout, timeout: timeout)
            let outcome = handle.perform(as: .none, reach: reach)
            switch outcome.status {
            case 200..<300: return nil
            case 300..<400: return "it was answered with \(outcome.status), a redirect, and redirects are not followed"
            case 400...: return "it was answered with \(outcome.status)"
            default:
                if let address = outcome.refusedAddress { return reach.objection(to: address) }
                return outcome.message.asReason(hiding: [url.text])
            }
        }
    }
}

extension WebURL {
    /// Reads a ping URL from a file of its own. No error shows it.
    public init(ofPing text: String) throws(TransportError) {
        guard let url = WebURL(text) else { throw ServerAddress(text)?.scheme == "http" ? .unencryptedPing : .badPingURL }
        self = url
    }
}
